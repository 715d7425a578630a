"""Saved questions: one ``.rq`` file each, with a header as grlc reads it, and the values that they are asked with.

::

    answer_header, binding < parameter, titles < saved_question < question_files
                                                         < asked < known_values

The header is YAML behind ``#+``. The keys of grlc are ``summary`` (the title), ``description``, ``method``,
``pagination``, ``defaults``, ``enumerate``, ``tags``. Ours, which grlc ignores, are ``columns`` (the headings of the
answer's main columns), ``evidence`` (the columns that hold the evidence), ``parameters`` (the labels of the form),
``title_with`` (titles that say what was chosen), ``answer`` (what a sentence tells of the rows, see
:mod:`~graph.saved_queries.answer_header`), ``empty`` (what an empty answer means), ``see_also``, ``concluded`` (the
concluded facts that a row rests on), ``audience`` (``readers`` or ``curators``), ``formerly`` (questions merged into
this one), ``featured`` (the place of the answer on the home page, from 1) and ``expect`` (rows that must be there).
"""

from graph.saved_queries.asked import Asked, short
from graph.saved_queries.binding import bind
from graph.saved_queries.known_values import Choice, KnownValues
from graph.saved_queries.parameter import Parameter
from graph.saved_queries.question_files import CHECKS, read_questions
from graph.saved_queries.saved_question import PASSAGE_COLUMNS, ConcludedFact, SavedQuestion

__all__ = [
    "CHECKS",
    "PASSAGE_COLUMNS",
    "Asked",
    "Choice",
    "ConcludedFact",
    "KnownValues",
    "Parameter",
    "SavedQuestion",
    "bind",
    "read_questions",
    "short",
]
