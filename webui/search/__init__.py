"""The search: its entries, its index, and its page."""
