"""From curated words to a graph that can be asked.

Each module imports from the ones to its left only; ``tool.importlinter`` in ``pyproject.toml`` enforces it::

    errors < dates, graphviz < vocabulary < stance_table < serialisation < sparql_lexer < records < triples < rules
           < closure < engine < saved_queries < validation < metadata, ontology_docs < publication < store, endpoint
           < environment < connect < history < sandbox < explain
           < stances, answer_sentences < pipeline, progress < __main__
"""
