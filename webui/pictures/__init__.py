"""The pictures, each with its data as a table, and each working without scripts."""
