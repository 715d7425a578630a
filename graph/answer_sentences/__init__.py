"""The answer to a saved question in words: one or two sentences, generated from the rows and never written per answer.

::

    grammar, actor_kinds, claims < stance_clauses < crowd_sentences < stance_sentences
        < position_sentences
        < counted_answer < row_sentences, pair_sentences, choice_words < answer_words

A sentence is true and says no more than its ground: a condition or limit stands with the name, what others ascribe is
told as such, what is read with low confidence as no more than possible, and silence as nothing. What a question's
sentence counts, and on what, is declared in its header under ``answer``; see
:mod:`graph.saved_queries.answer_header`.
"""

from graph.answer_sentences.actor_kinds import ActorKinds, Kind
from graph.answer_sentences.answer_words import AnswerWords, Related, answer_words
from graph.answer_sentences.counted_answer import NO_ANSWER

__all__ = ["NO_ANSWER", "ActorKinds", "AnswerWords", "Kind", "Related", "answer_words"]
