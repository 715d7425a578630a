"""Reads the folder of curated YAML into records, or says everything that is wrong with it.

Two passes: the first finds every id, so that the second can check each reference where it stands, whatever the
order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError

from graph.errors import CurationError, Problem, did_you_mean
from graph.records import slugs
from graph.records.document_models import Document, Passage, SourceText, Statement
from graph.records.kinds import SECTIONS, KnownIds
from graph.records.messages import message_for
from graph.records.models import REGISTER_MODELS, Entry, Link, Person, Record
from graph.records.plain_yaml import Path, Plain, PlainYaml, dotted, parse
from graph.records.source_map import Location, SourceMap
from graph.vocabulary import thing

REGISTERS = "registers"
DOCUMENTS = "documents"
_LINKS = "links"
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Curation:
    """All curated records, and where each of them is written.

    ``registers`` maps a section (``people``, ``measures``, ...) to its entries in the order written;
    ``known`` has every id. ``source_map`` finds the line of every record and key, ``locations`` that of every thing,
    statement, position and passage by its IRI.
    """

    registers: Mapping[str, tuple[Entry, ...]]
    links: tuple[Link, ...]
    documents: tuple[Document, ...]
    source_map: SourceMap
    known: KnownIds

    @property
    def locations(self) -> Mapping[str, Location]:
        return self.source_map.locations


@dataclass(frozen=True)
class _File:
    name: str
    is_document: bool
    data: dict[str, Plain]
    yaml: PlainYaml

    def location(self, path: Path) -> Location:
        return Location(self.name, self.yaml.line(path))

    def problem(self, path: Path, message: str) -> Problem:
        return Problem(self.name, self.yaml.line(path), dotted(path), message)


def read_curation(folder: FilePath) -> Curation:
    """Read ``folder/registers/*.yaml`` and ``folder/documents/*.yaml``.

    Raises :class:`~graph.errors.CurationError` with every problem of every file.
    """
    curation, problems = read_leniently(folder)
    if problems:
        raise CurationError(problems)
    return curation


def read_leniently(folder: FilePath) -> tuple[Curation, list[Problem]]:
    """Read as :func:`read_curation` does, but return every problem of every file beside what could be read.

    An invalid document is kept with its text and its valid passages, so that the same run can check those against the
    source.
    """
    problems: list[Problem] = []
    files = list(_read_files(folder, problems))
    source_map = SourceMap()
    known = _known_ids(files, source_map, problems)
    registers: dict[str, tuple[Entry, ...]] = {}
    links: list[Link] = []
    documents: list[Document] = []
    for file in files:
        if file.is_document:
            document = _validated(Document, file, (), known, problems)
            if document:
                _locate_parts(document, file, source_map, problems)
            else:
                document = _passages(file, known, source_map)
            documents += [document] if document else []
            continue
        for section in _sections(file, problems):
            if section == _LINKS:
                links += filter(None, _entries(Link, file, section, known, problems))
                continue
            entries = _entries(REGISTER_MODELS[section], file, section, known, problems)
            registers[section] = registers.get(section, ()) + tuple(filter(None, entries))
            for index, person in enumerate(entries):
                if isinstance(person, Person):
                    _locate_tenures(person, index, file, source_map, problems)
    return Curation(registers, tuple(links), tuple(sorted(documents, key=lambda d: d.id)), source_map, known), problems


def _read_files(folder: FilePath, problems: list[Problem]) -> Iterator[_File]:
    paths = sorted(path for part in (REGISTERS, DOCUMENTS) for path in (folder / part).glob("*.yaml"))
    for stray in sorted({*folder.rglob("*.yaml"), *folder.rglob("*.yml")} - set(paths)):
        message = f"is not read: expected {REGISTERS}/*.yaml or {DOCUMENTS}/*.yaml"
        problems.append(Problem(stray.as_posix(), 0, "", message))
    if not paths:
        problems.append(Problem(str(folder), 0, "", f"no YAML files in {REGISTERS}/ or {DOCUMENTS}/ below it"))
    for path in paths:
        name = path.as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            problems.append(Problem(name, line, "", "not UTF-8"))
            continue
        yaml, wrong = parse(text, name)
        problems += wrong
        if yaml is not None and isinstance(yaml.data, dict):
            yield _File(name, path.parent.name == DOCUMENTS, yaml.data, yaml)
        elif yaml is not None:
            problems.append(Problem(name, 1, "", "expected keys and values at the top of the file"))


def _sections(file: _File, problems: list[Problem]) -> Iterator[str]:
    for section, entries in file.data.items():
        if section not in SECTIONS and section != _LINKS:
            hint = did_you_mean(section, [*SECTIONS, _LINKS])
            problems.append(file.problem((section,), f"no such register{hint}"))
        elif not isinstance(entries, tuple):
            problems.append(file.problem((section,), "expected a list of entries"))
        else:
            yield section


def _ids(file: _File) -> Iterator[tuple[Path, str, str]]:
    """Every id that a file defines: its path, its slug, its kind."""
    if not file.is_document:
        for section, kind in SECTIONS.items():
            for path, slug, _ in _items_with_id(file.data, (section,)):
                yield path, slug, kind
        return
    document = file.data.get("id")
    if not isinstance(document, str):
        return
    yield ("id",), document, "Document"
    for path, slug, _ in _items_with_id(file.data, ("flags",)):
        yield path, f"{document}/{slug}", "SourceFlag"
    for path, slug, statement in _items_with_id(file.data, ("statements",)):
        yield path, f"{document}/{slug}", "Statement"
        for key, kind in (("figures", "Figure"), ("flags", "SourceFlag")):
            for inner, part, _ in _items_with_id(statement, (key,)):
                yield (*path[:-1], *inner), f"{document}/{slug}/{part}", kind


def _items_with_id(data: dict[str, Plain], path: tuple[str]) -> Iterator[tuple[Path, str, dict[str, Plain]]]:
    items = data.get(path[0])
    for index, item in enumerate(items if isinstance(items, tuple) else ()):
        if isinstance(item, dict) and isinstance(slug := item.get("id"), str):
            yield (*path, index, "id"), slug, item


def _known_ids(files: list[_File], source_map: SourceMap, problems: list[Problem]) -> KnownIds:
    kinds: dict[str, str] = {}
    for file in files:
        for path, slug, kind in _ids(file):
            first = source_map.add(thing(slug), file.yaml, path[:-1], here := file.location(path))
            if first is here:
                kinds[slug] = kind
            else:
                problems.append(file.problem(path, f"the id '{slug}' is taken, in {first.file}:{first.line}"))
    return KnownIds(kinds)


def _entries(model: type[R], file: _File, section: str, known: KnownIds, problems: list[Problem]) -> list[R | None]:
    """Return the entries of a section in order, ``None`` for each that is invalid."""
    items = file.data[section]
    count = len(items) if isinstance(items, tuple) else 0
    return [_validated(model, file, (section, index), known, problems) for index in range(count)]


def _validated(model: type[R], file: _File, path: Path, known: KnownIds, problems: list[Problem]) -> R | None:
    data: Any = file.data
    for step in path:
        data = data[step]
    try:
        return model.model_validate(data, context=known)
    except ValidationError as error:
        problems += [
            file.problem((*path, *detail["loc"]), message_for(model, detail))
            for detail in error.errors(include_url=False)
        ]
        return None


def _passages(file: _File, known: KnownIds, source_map: SourceMap) -> Document | None:
    """Read the text and the valid passages of an invalid document; ``None`` if its id or text cannot be read."""
    text = _validated(SourceText, file, ("text",), known, []) if "text" in file.data else None
    if text is None or not isinstance(file.data.get("id"), str):
        return None
    parts: dict[str, Any] = {"id": file.data["id"], "text": text, "statements": []}
    for path, slug, statement in _items_with_id(file.data, ("statements",)):
        items = statement.get("evidence")
        evidence = []
        for number in range(len(items) if isinstance(items, tuple) else 0):
            here = (*path[:-1], "evidence", number)
            if passage := _validated(Passage, file, here, known, []):
                evidence.append(passage)
                iri = thing(slugs.of_passage(f"{parts['id']}/{slug}", passage))
                source_map.add(iri, file.yaml, here, file.location(here))
        found: dict[str, Any] = {"id": slug, "evidence": tuple(evidence)}
        parts["statements"].append(Statement.model_construct(**found))
    return Document.model_construct(**parts)


def _locate_parts(document: Document, file: _File, source_map: SourceMap, problems: list[Problem]) -> None:
    for index, statement in enumerate(document.statements):
        owner = slugs.of_statement(document, statement)
        positions = ((("positions", i), slugs.of_position(owner, part)) for i, part in enumerate(statement.positions))
        evidence = ((("evidence", i), slugs.of_passage(owner, part)) for i, part in enumerate(statement.evidence))
        for step, slug in (*positions, *evidence):
            path = ("statements", index, *step)
            first = source_map.add(thing(slug), file.yaml, path, here := file.location(path))
            if first is not here:
                problems.append(file.problem(path, f"'{slug}' is there already, in {first.file}:{first.line}"))


def _locate_tenures(person: Person, index: int, file: _File, source_map: SourceMap, problems: list[Problem]) -> None:
    for number, tenure in enumerate(person.tenures):
        path = ("people", index, "tenures", number)
        slug = slugs.of_tenure(person, tenure)
        first = source_map.add(thing(slug), file.yaml, path, here := file.location(path))
        if first is not here:
            message = f"'{slug}' is there already, in line {first.line}: give each holding of one office an id"
            problems.append(file.problem(path, message))
