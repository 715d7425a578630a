"""Evaluates visitors' queries in worker processes, within limits that are enforced from outside.

::

    limits          every setting, read from the environment
    query_features  what the tokens of a query tell without parsing it: nesting, length, SERVICE
    job             what is asked of a worker, and what it answers
    answer_forms    writes an answer in its form, and cuts it where it exceeds its budget
    worker          the process that evaluates: it can open nothing, and its memory is limited
    fork_server     the process that holds the graph and forks workers, and its client in the web process
    admission       admission control: which query runs now, which waits, and which is refused
    pool            runs a job in a worker, and kills the worker at the deadline

The web process imports ``pool`` and ``admission``; it never evaluates a query itself.
"""
