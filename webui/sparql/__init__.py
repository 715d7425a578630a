"""The SPARQL endpoint: ``/sparql``, as the SPARQL 1.1 Protocol has it, for queries.

::

    protocol     a request becomes an operation, or an error with its status
    formats      the forms of an answer, and which of them is asked for
    service      what requests share: admission control and workers
    views        the address; a bare GET has the service description, or in a browser the editor
"""
