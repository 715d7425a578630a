"""How a page asks the graph and shows what it reads: rows, cells, results, and the glossary below an answer."""
