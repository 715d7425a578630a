"""Evaluates what visitors wrote in processes of their own, within limits that are enforced from outside.

::

    limits      every setting, read from the environment
    query_features  what the tokens of a query tell without parsing it: nesting, length, SERVICE
    job         what is asked of a worker, and what it answers; the frames between the two
    results     writes an answer, and cuts it where it grows too large
    worker      the process that evaluates: it can open nothing, and takes no more memory than allowed
    nursery     the process that holds the graph and forks workers, and its counterpart in the web process
    gate        who may run now, who waits, and who has had enough
    pool        runs a job in a worker, and kills the worker when time is up

The web process imports ``pool`` and ``gate``; it never evaluates a query itself.
"""
