"""Things to look at: pictures of the record, each beside the same data as a table, and each working without scripts."""
