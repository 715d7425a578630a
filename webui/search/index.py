"""The search index: Tantivy in memory, built from the entries of one build.

The text of a search is not parsed as a query language: it is tokenised like the names, and each word is a term. What is
found is found in one of three manners, the first that finds anything: ``exact`` (every word, the last one perhaps only
begun), ``close`` (every word, some misspelt), ``nearest`` (any word, misspelt more, or its beginning).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import tantivy
from tantivy import Filter, Occur, Query, Tokenizer

from webui.search.entries import Entry

MAX_CHARACTERS = 200
MAX_WORDS = 12

Manner = Literal["exact", "close", "nearest"]

_LIMIT = 2000  # hits that are ranked
_HEAP = 15_000_000  # bytes, the minimum of Tantivy
_MENTIONED = 0.4  # the greatest bonus for a thing that many statements mention
# The weight of a word in a name, and in other text.
_NAME, _PROSE = 8.0, 2.0
_WHOLE_NAME, _BEGUN_NAME, _PHRASE, _RESEMBLING = 60.0, 30.0, 4.0, 1.0
# What people type for what the measures and statements are called, by the stem: the stems that it finds as well.
_MEANT = {
    "right": ("follow",),
    "wrong": ("follow",),
    "agre": ("follow",),
    "soldier": ("troop",),
    "weapon": ("arm",),
    "promis": ("pledg",),
    "membership": ("join",),
    "join": ("membership",),
}
_SHORT = 3  # letters; a word so short that is a name by itself, such as UK or EU, is not the beginning of another
# A name means the thing rather than a question, term or figure that contains it.
_KINDS_WORTH = {"question": 0.6, "term": 0.6, "figure": 0.5}
_ASKED_WORTH = 2.0  # of a question, if the text asks one
# Stop words of questions, besides the usual ones.
_ASKING = [
    "do",
    "does",
    "did",
    "has",
    "have",
    "how",
    "what",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "why",
    "compare",
]
_ARTICLES = ("a", "an", "the")


@dataclass(frozen=True)
class Hit:
    """An entry that was found, and its score, comparable within one search only."""

    entry: Entry
    score: float


@dataclass(frozen=True)
class Word:
    """A word of a text, its stem, and the word before it, articles left out."""

    text: str
    stem: str
    before: str


@dataclass(frozen=True)
class Found:
    """The hits of a search, best first, and the manner in which they match."""

    manner: Manner
    hits: tuple[Hit, ...]


class SearchIndex:
    """A read-only index over entries, safe for any number of threads."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._words = _analyser()
        self._stems = _analyser(stems=True)
        self._names = [[set(self._words.analyze(name)) for name in entry.names] for entry in self._entries]
        self._acronyms = {word for names in self._names for words in names for word in words if len(word) <= _SHORT}
        self._schema = _schema()
        index = tantivy.Index(self._schema)
        index.register_tokenizer("words", self._words)
        index.register_tokenizer("stems", self._stems)
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for number, entry in enumerate(self._entries):
            writer.add_document(self._document(number, entry))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, text: str, kinds: Collection[str] = ()) -> Found:
        """Return the hits for a text, best first, of all kinds or only of ``kinds``.

        The text is any text: what is beyond :data:`MAX_CHARACTERS` or :data:`MAX_WORDS` is not looked at.
        """
        words = self._cut(text)
        for make in (self._exact, self._close, self._nearest) if words else ():
            manner, query = make(words)
            if hits := self._run(words, query, kinds):
                return Found(manner, tuple(hits))
        return Found("nearest", ())

    def content(self, text: str) -> list[Word]:
        """Return the words of a text that say something; those of questions, such as *does* and *the*, say nothing."""
        words = [word for word in self._words.analyze(text[:MAX_CHARACTERS]) if word not in _ARTICLES]
        stems = [self._stems.analyze(word) for word in words]
        each = zip(words, stems, ["", *words], strict=False)
        return [Word(word, stem[0], before) for word, stem, before in each if stem and len(word) > 1]

    def suggest(self, text: str, limit: int) -> list[Hit]:
        """Return up to ``limit`` hits whose names begin like the text, or nearly so, while somebody types it."""
        words = self._cut(text)
        found = self._run(words, self._every(words, self._begun_name)) if words else []
        if not found and words:
            found = self._run(words, self._every(words, self._nearly_begun_name))
        return found[:limit]

    def _document(self, number: int, entry: Entry) -> tantivy.Document:
        prose = list(entry.prose)
        return tantivy.Document(
            number=[number],
            kind=[entry.kind],
            whole=[self._whole(name) for name in entry.names],
            name=list(entry.names),
            words=prose,
            stems=[*entry.names, *prose],
        )

    def _cut(self, text: str) -> list[str]:
        return _without_article(self._words.analyze(text[:MAX_CHARACTERS])[:MAX_WORDS])

    def _whole(self, name: str) -> str:
        return " ".join(self._words.analyze(name))

    def _run(self, words: Sequence[str], query: Query, kinds: Collection[str] = ()) -> list[Hit]:
        if kinds:
            wanted = [(Occur.Should, self._term("kind", kind)) for kind in kinds]
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, _unscored(Query.boolean_query(wanted)))])
        hits = []
        asks = bool(words) and words[0] in _ASKING
        for score, address in self._searcher.search(query, _LIMIT).hits:
            number = self._searcher.doc(address)["number"][0]
            entry = self._entries[number]
            known = 1 + _MENTIONED * entry.mentions / (10 + entry.mentions)
            kind = _ASKED_WORTH if entry.kind == "question" and asks else _KINDS_WORTH.get(entry.kind, 1.0)
            worth = known * (1 + self._share(number, words)) * kind
            hits.append(Hit(entry, float(score or 0) * worth))
        return sorted(hits, key=lambda hit: (-round(hit.score, 4), hit.entry.title, hit.entry.key))

    def _share(self, number: int, words: Sequence[str]) -> float:
        """The share of the words in the best name of an entry, from 0 to 1: shorter names are likelier."""
        wanted = set(words)
        return max((len(wanted) / len(name) for name in self._names[number] if wanted <= name), default=0.0)

    def _exact(self, words: list[str]) -> tuple[Manner, Query]:
        last = len(words) - 1
        every = self._every(words, lambda word, place: self._standing(word, begun=place == last))
        whole = " ".join(words)
        better = [_worth(_WHOLE_NAME, self._term("whole", whole))]
        if len(words) > 1:  # a single word is often the end of a name, such as a family name
            better.append(_worth(_BEGUN_NAME, self._near("whole", whole, 0, begun=True)))
            phrases = [
                _worth(worth * _PHRASE, Query.phrase_query(self._schema, field, [*words]))
                for field, worth in (("name", _NAME), ("words", _PROSE))
            ]
            better.append(Query.disjunction_max_query(phrases))
        return "exact", Query.boolean_query([(Occur.Must, every), *((Occur.Should, query) for query in better)])

    def _close(self, words: list[str]) -> tuple[Manner, Query]:
        return "close", self._every(words, lambda word, _: self._misspelt(word))

    def _nearest(self, words: list[str]) -> tuple[Manner, Query]:
        content = [word for word in words if self._stems.analyze(word)] or words
        return "nearest", Query.boolean_query([(Occur.Should, self._resembling(word)) for word in content])

    def _every(self, words: Sequence[str], query: Callable[[str, int], Query]) -> Query:
        """All words; stop words such as *of* are required only if there are no others."""
        content = [bool(self._stems.analyze(word)) for word in words]
        return Query.boolean_query(
            [
                (Occur.Must if says or not any(content) else Occur.Should, query(word, place))
                for place, (word, says) in enumerate(zip(words, content, strict=True))
            ]
        )

    def _standing(self, word: str, *, begun: bool) -> Query:
        found = [_worth(_NAME, self._term("name", word)), _worth(_PROSE, self._term("words", word))]
        stems = self._stems.analyze(word)
        found += [_worth(_PROSE, self._term("stems", stem)) for stem in stems]
        found += [_worth(_PROSE / 2, self._term("stems", each)) for stem in stems for each in _MEANT.get(stem, ())]
        if begun and self._may_begin(word):
            found.append(_worth(_NAME / 2, self._near("name", word, 0, begun=True)))
            found.append(_worth(_PROSE / 2, self._near("words", word, 0, begun=True)))
        return Query.disjunction_max_query(found)

    def _resembling(self, word: str) -> Query:
        found = [self._misspelt(word)]
        if len(word) > 3:
            found.append(_worth(_RESEMBLING, self._near("name", word, 1 if len(word) < 6 else 2, begun=True)))
        return Query.disjunction_max_query(found)

    def _misspelt(self, word: str) -> Query:
        found = [self._standing(word, begun=True)]
        for distance in range(1, _edits(word) + 1):
            found.append(_worth(_NAME / (2 * distance), self._near("name", word, distance)))
            found.append(_worth(_PROSE / (2 * distance), self._near("words", word, distance)))
        return Query.disjunction_max_query(found)

    def _may_begin(self, word: str) -> bool:
        """Whether a word may be the beginning of another one: not if it is a single letter or a short name."""
        return len(word) > 1 and word not in self._acronyms

    def _begun_name(self, word: str, _: int) -> Query:
        exact = _worth(_NAME, self._term("name", word))
        if not self._may_begin(word):
            return exact
        return Query.disjunction_max_query([exact, _worth(1.0, self._near("name", word, 0, begun=True))])

    def _nearly_begun_name(self, word: str, _: int) -> Query:
        edits = _edits(word)
        found = [self._near("name", word, distance, begun=True) for distance in range(edits + 1)]
        return Query.disjunction_max_query([_worth(1 / (1 + place), query) for place, query in enumerate(found)])

    def _term(self, field: str, text: str) -> Query:
        return Query.term_query(self._schema, field, text)

    def _near(self, field: str, word: str, distance: int, *, begun: bool = False) -> Query:
        return Query.fuzzy_term_query(self._schema, field, word, distance=distance, prefix=begun)


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _edits(word: str) -> int:
    """The number of letters that may be wrong: 0 in a short word, up to 2 in a long one."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def _worth(factor: float, query: Query) -> Query:
    return Query.boost_query(query, factor)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("name", tokenizer_name="words")
    builder.add_text_field("words", tokenizer_name="words")
    builder.add_text_field("stems", tokenizer_name="stems")
    return builder.build()


def _analyser(*, stems: bool = False) -> tantivy.TextAnalyzer:
    """The analyser for words in lower case without accents, or for their stems without stop words."""
    builder = tantivy.TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    if stems:
        builder = builder.filter(Filter.stopword("english")).filter(Filter.custom_stopword(_ASKING))
        builder = builder.filter(Filter.stemmer("english"))
    return builder.build()
