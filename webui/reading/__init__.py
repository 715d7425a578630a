"""How pages query the graph and show the result: page queries, rows, cells, and the glossary below an answer."""
