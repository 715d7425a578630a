"""Why a fact is concluded, and where an actor stands on a measure: ``/why`` and ``/stance``."""
