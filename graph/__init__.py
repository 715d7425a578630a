"""From curated words to a graph that can be asked.

Modules import from the left only::

    errors < vocabulary < environment < records < triples < rules < closure < saved_queries < validation
           < publication < engine < store, endpoint < changes < history < opening
"""
