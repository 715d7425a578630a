"""The search: the entries, the index and the page."""
