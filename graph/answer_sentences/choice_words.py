"""What was chosen in a question's form, as the words with which the answer begins."""

from __future__ import annotations

from graph.answer_sentences.actor_kinds import ActorKinds
from graph.dates import day
from graph.saved_queries import Asked
from graph.vocabulary import BST

_ATTRIBUTION = {
    BST.DirectQuotation.value: "where the actor is quoted",
    BST.ReportedSpeech.value: "where the actor's words are reported",
    BST.OwnText.value: "in the actor's own text",
    BST.CharacterisedByOther.value: "as others tell it",
}
_EXPLICITNESS = {
    BST.Explicit.value: "among what is said outright",
    BST.Implied.value: "among what is only implied",
}


def opening(asked: Asked, kinds: ActorKinds) -> str:
    """Return the words for the optional choices that limit an answer, with a comma after them, or an empty text.

    A stance, a measure or an actor that was chosen needs no such words: the sentences name it.
    """
    values = {name: asked.values[name] for name in asked.narrowing}
    words = []
    since, until = values.get("since", ""), values.get("asof", "")
    if since and until:
        words.append(f"between {day(since)} and {day(until)}")
    elif until:
        words.append(f"by {day(until)}")
    elif since:
        words.append(f"from {day(since)} on")
    words += [_ATTRIBUTION[each] for each in (values.get("attribution", ""),) if each in _ATTRIBUTION]
    words += [_EXPLICITNESS[each] for each in (values.get("explicitness", ""),) if each in _EXPLICITNESS]
    if document := values.get("document", ""):
        words.append(f"in {kinds.name(document)}")
    if not words:
        return ""
    text = ", ".join(words)
    return f"{text[0].upper()}{text[1:]}, "
