"""From curated words to a graph that can be asked.

Modules import from the left only::

    errors < vocabulary < environment < records < triples < places, datatypes < rules < closure
           < saved_queries < description < validation < publication < engine < store, endpoint
           < changes < history < opening < isolation < dates < proofs < explain, proof_checker < stances
"""
