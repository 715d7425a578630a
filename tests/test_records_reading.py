"""Reading the folder of curated YAML: what is read, where it stands, and everything that is wrong, in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import CurationError
from graph.records import read_curation, read_leniently
from graph.records.models import Actor, Entry, Event, Guarantee, Link, Measure, Office, Organisation, Person
from graph.records.reading import Location
from graph.vocabulary import thing

ACTORS = "curated/registers/actors.yaml"
MEASURES = "curated/registers/measures.yaml"
COPY = "curated/documents/harbour-copy.yaml"
REPORT = "curated/documents/harbour-report.yaml"
COMMENT = "curated/documents/lind-comment.yaml"
TWELVE = "found the number 12 (put it in quotes if the words are meant)"
HOLDING = "is there already, in line {}: give each holding of one office an id"


@pytest.fixture(autouse=True)
def _in_the_world(world, monkeypatch):
    """Every test stands in its own copy of the tiny world, so that files have short names."""
    monkeypatch.chdir(world)


def edit(file, line, old, new):
    """Replace some words in one line."""
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    assert lines[line - 1].count(old) == 1, f"line {line} is {lines[line - 1]!r}"
    lines[line - 1] = lines[line - 1].replace(old, new)
    Path(file).write_text("\n".join(lines) + "\n", encoding="utf-8")


def append(file, text):
    """Write lines at the end of a file, or a new file."""
    with Path(file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def problems():
    with pytest.raises(CurationError) as caught:
        read_curation(Path("curated"))
    return [str(problem) for problem in caught.value.problems]


class TestTheTinyWorld:
    @pytest.fixture
    def curation(self):
        return read_curation(Path("curated"))

    def test_every_register_is_read_in_the_order_written(self, curation):
        assert {section: [entry.id for entry in entries] for section, entries in curation.registers.items()} == {
            "people": ["ada-vale", "bo-lind"],
            "organisations": ["tide-institute", "gazette", "coast-party", "sea-league"],
            "states": ["northland", "southland"],
            "coalitions": ["coalition-of-the-shore"],
            "unnamed_sources": ["aide-in-harbour-report"],
            "offices": ["prime-minister-of-northland", "harbour-master"],
            "events": ["portville-talks", "ice-treaty"],
            "places": ["portville"],
            "topics": ["ships-topic"],
            "components": ["radio"],
            "measures": ["fleet", "fleet-without-lifeboat", "fleet-at-night", "tolls", "free-passage"],
            "guarantees": ["lifeboat", "lighthouse"],
        }

    def test_every_register_holds_records_of_its_model(self, curation):
        models = {section: {type(entry) for entry in entries} for section, entries in curation.registers.items()}
        assert models == {
            "people": {Person},
            "organisations": {Organisation},
            **{section: {Actor} for section in ("states", "coalitions", "unnamed_sources")},
            "offices": {Office},
            "events": {Event},
            **{section: {Entry} for section in ("places", "topics", "components")},
            "measures": {Measure},
            "guarantees": {Guarantee},
        }

    def test_documents_come_in_the_order_of_their_ids_with_their_statements(self, curation):
        assert {
            document.id: [statement.id for statement in document.statements] for document in curation.documents
        } == {
            "harbour-copy": [],
            "harbour-page": [],
            "harbour-report": [
                "vale-ships-with-lifeboat",
                "vale-pledges-sailors",
                "aide-radio",
                "southland-undecided",
                "party-against-tolls",
            ],
            "lind-comment": ["lind-ships-anyway", "lind-doubts-lighthouse"],
        }

    def test_the_order_of_documents_is_not_that_of_their_files(self):
        Path(COPY).rename("curated/documents/zz.yaml")
        Path(COMMENT).rename("curated/documents/aa.yaml")
        documents = read_curation(Path("curated")).documents
        ids = ("harbour-copy", "harbour-page", "harbour-report", "lind-comment")
        assert (type(documents), tuple(document.id for document in documents)) == (tuple, ids)

    def test_links_are_read(self, curation):
        assert curation.links == (
            Link(subject="ada-vale", match="exact", target="http://example.org/people/1", evidence="a register"),
            Link(subject="northland", match="close", target="http://example.org/lands/n", evidence="an atlas"),
        )

    def test_a_person_is_read_with_tenures(self, curation):
        vale = curation.registers["people"][0]
        assert vale.model_dump(by_alias=True, exclude_defaults=True) == {
            "id": "ada-vale",
            "label": "Ada Vale",
            "also_known_as": ("PM Vale",),
            "member_of": ("coast-party",),
            "tenures": (
                {"office": "prime-minister-of-northland", "from": "2031-05-01", "until": "2034"},
                {"id": "harbour-master-first-time", "office": "harbour-master"},
            ),
        }

    def test_a_statement_is_read_with_its_evidence_and_positions(self, curation):
        statement = curation.documents[2].statements[0]
        assert statement.model_dump(by_alias=True, exclude_defaults=True) == {
            "id": "vale-ships-with-lifeboat",
            "by": "ada-vale",
            "as": "prime-minister-of-northland",
            "on": "2033-04-04",
            "on_basis": "Stated",
            "at": "portville-talks",
            "summary": "Says that ships go only with a lifeboat.",
            "phrase": "only with a lifeboat",
            "note": "Monday is the day of the talks.",
            "concerns": ("ships-topic", "fleet", "lifeboat", "portville"),
            "evidence": (
                {
                    "span": (28, 115),
                    "attribution": "DirectQuotation",
                    "digest": "19b74b6b2b87802b485c74a3a19b9b4972afc09cea6814d052b5d167d19a271a",
                },
            ),
            "positions": (
                {
                    "conditionally_supports": "fleet",
                    "on_condition": ("lifeboat",),
                    "explicitness": "Explicit",
                    "confidence": "High",
                    "reading": "She names the lifeboat as the condition.",
                },
                {
                    "supports": "lifeboat",
                    "explicitness": "Implied",
                    "confidence": "Medium",
                    "qualification": "as a condition",
                },
            ),
        }

    def test_a_figure_keeps_the_form_of_the_source_beside_its_number(self, curation):
        (figure,) = curation.documents[2].statements[1].figures
        assert figure.model_dump() == {
            "id": "sailors",
            "label": "Sailors pledged",
            "value": "1200",
            "unit": "sailors",
            "source_form": "1,200",
            "qualifier": "about",
            "whose": "northland",
            "as_of": "2033",
        }

    def test_a_register_may_be_spread_over_files(self):
        append("curated/registers/more.yaml", "people:\n  - {id: cy-shore, label: Cy Shore}\n")
        curation = read_curation(Path("curated"))
        assert [entry.id for entry in curation.registers["people"]] == ["ada-vale", "bo-lind", "cy-shore"]
        assert curation.locations[thing("cy-shore")] == Location("curated/registers/more.yaml", 2)


class TestLocations:
    @pytest.mark.parametrize(
        ("slug", "file", "line"),
        [
            ("ada-vale", ACTORS, 2),
            ("bo-lind", ACTORS, 9),
            ("ice-treaty", ACTORS, 32),
            ("fleet-without-lifeboat", MEASURES, 7),
            ("ada-vale/prime-minister-of-northland", ACTORS, 7),
            ("ada-vale/harbour-master-first-time", ACTORS, 8),
            ("harbour-copy", COPY, 1),
            ("harbour-report", REPORT, 1),
            ("harbour-report/short-title", REPORT, 14),
            ("harbour-report/vale-ships-with-lifeboat", REPORT, 16),
            ("harbour-report/vale-ships-with-lifeboat/at-28-115", REPORT, 27),
            ("harbour-report/vale-ships-with-lifeboat/on-fleet", REPORT, 29),
            ("harbour-report/vale-ships-with-lifeboat/on-lifeboat", REPORT, 34),
            ("harbour-report/vale-pledges-sailors/sailors", REPORT, 50),
            ("harbour-report/aide-radio/at-143-188", REPORT, 60),
            ("harbour-report/aide-radio/in-harbour-copy-at-8-53", REPORT, 61),
            ("harbour-report/southland-undecided/on-fleet", REPORT, 73),
            ("lind-comment/lind-doubts-lighthouse", COMMENT, 32),
            ("lind-comment/lind-doubts-lighthouse/spelling", COMMENT, 40),
        ],
    )
    def test_a_thing_is_located_where_it_is_written(self, slug, file, line):
        assert read_curation(Path("curated")).locations[thing(slug)] == Location(file, line)

    def test_everything_is_located_and_nothing_else(self):
        curation = read_curation(Path("curated"))
        entries = sum(len(entries) for entries in curation.registers.values())
        statements = [statement for document in curation.documents for statement in document.statements]
        parts = sum(len(s.positions) + len(s.evidence) + len(s.figures) + len(s.flags) for s in statements)
        assert (entries, len(curation.documents), len(statements), parts) == (24, 4, 7, 16)
        tenures, flags_of_documents = 2, 1
        assert len(curation.locations) == 24 + 4 + 7 + 16 + tenures + flags_of_documents


FAULTS = {
    "a_misspelt_key": (
        lambda: edit(REPORT, 24, "note:", "noet:"),
        f"{REPORT}:24: statements.0.noet: unknown key 'noet'; did you mean 'note'?",
    ),
    "a_misspelt_key_of_an_entry": (
        lambda: edit(ACTORS, 9, "affiliated_with:", "afiliated_with:"),
        f"{ACTORS}:9: people.1.afiliated_with: unknown key 'afiliated_with'; did you mean 'affiliated_with'?",
    ),
    "an_unknown_actor": (
        lambda: edit(REPORT, 40, "ada-vale", "ada-val"),
        f"{REPORT}:40: statements.1.by: no such thing: 'ada-val', expected an actor; did you mean 'ada-vale'?",
    ),
    "an_unknown_document": (
        lambda: edit(COPY, 5, "harbour-report", "harbor-report"),
        f"{COPY}:5: copy_of: no such thing: 'harbor-report', expected a document; did you mean 'harbour-report'?",
    ),
    "a_reference_of_the_wrong_kind": (
        lambda: edit(REPORT, 21, "portville-talks", "portville"),
        f"{REPORT}:21: statements.0.at: 'portville' is a place, expected an event",
    ),
    "a_reference_of_the_wrong_kind_in_a_list": (
        lambda: edit(MEASURES, 23, "ice-treaty", "radio"),
        f"{MEASURES}:23: guarantees.0.modelled_on.0: 'radio' is a guarantee component, expected an event or a measure",
    ),
    "an_id_that_is_taken_in_the_file": (
        lambda: append(ACTORS, "  - {id: portville, label: Portville}\n"),
        f"{ACTORS}:35: places.1.id: the id 'portville' is taken, in {ACTORS}:34",
    ),
    "an_id_that_is_taken_in_another_file_by_another_kind": (
        lambda: append(MEASURES, "places:\n  - {id: ada-vale, label: Vale Street}\n"),
        f"{MEASURES}:29: places.0.id: the id 'ada-vale' is taken, in {ACTORS}:2",
    ),
    "an_id_of_a_statement_that_is_taken_in_its_document": (
        lambda: edit(COMMENT, 32, "lind-doubts-lighthouse", "lind-ships-anyway"),
        f"{COMMENT}:32: statements.1.id: the id 'lind-comment/lind-ships-anyway' is taken, in {COMMENT}:14",
    ),
    "a_tenure_that_is_there_twice": (
        lambda: edit(
            ACTORS, 8, "id: harbour-master-first-time, office: harbour-master", "office: prime-minister-of-northland"
        ),
        f"{ACTORS}:8: people.0.tenures.1: 'ada-vale/prime-minister-of-northland' {HOLDING.format(7)}",
    ),
    "a_date_that_is_none": (
        lambda: edit(REPORT, 64, "2033-04-01", "2033-04-31"),
        f"{REPORT}:64: statements.3.earliest: '2033-04-31' is no date: expected a day such as 2025-03-02",
    ),
    "an_unconditional_position_with_a_condition": (
        lambda: edit(REPORT, 29, "conditionally_supports", "supports"),
        (
            f"{REPORT}:29: statements.0.positions.0: "
            "on_condition goes only with conditionally_supports; found it with supports"
        ),
    ),
    "a_missing_key": (
        lambda: edit(COMMENT, 34, "summary:", "#"),
        f"{COMMENT}:32: statements.1.summary: is missing",
    ),
    "a_key_that_stands_twice": (
        lambda: edit(COMMENT, 21, "phrase: even without a lifeboat", "date_note: Another."),
        f"{COMMENT}:21: statements.0.date_note: the key 'date_note' stands twice, first in line 19",
    ),
    "a_number_in_place_of_a_word": (
        lambda: edit(MEASURES, 24, "label: A lighthouse", "label: 12"),
        f"{MEASURES}:24: guarantees.1.label: expected words, {TWELVE}",
    ),
    "a_link_to_nothing": (
        lambda: edit(MEASURES, 26, "subject: ada-vale", "subject: ada-veil"),
        (
            f"{MEASURES}:26: links.0.subject: no such thing: 'ada-veil', "
            "expected something in the registers or documents; did you mean 'ada-vale'?"
        ),
    ),
    "an_unknown_register": (
        lambda: append(ACTORS, "organizations: []\n"),
        f"{ACTORS}:LINE: organizations: no such register; did you mean 'organisations'?",
    ),
    "a_register_that_is_no_list": (
        lambda: append("curated/registers/more.yaml", "coalitions: none\n"),
        "curated/registers/more.yaml:1: coalitions: expected a list of entries",
    ),
    "an_entry_that_is_a_word": (
        lambda: append("curated/registers/words.yaml", "states:\n  - westland\n"),
        "curated/registers/words.yaml:2: states.0: expected keys and values, found 'westland'",
    ),
    "a_file_that_is_no_mapping": (
        lambda: append("curated/registers/list.yaml", "# a list\n- 1\n"),
        "curated/registers/list.yaml:1: expected keys and values at the top of the file",
    ),
    "a_file_that_is_empty": (
        lambda: append("curated/documents/empty.yaml", ""),
        "curated/documents/empty.yaml: the file is empty",
    ),
    "a_file_that_is_no_yaml": (
        lambda: append("curated/documents/broken.yaml", "id: x\n\ttitle: y\n"),
        (
            "curated/documents/broken.yaml:2: not YAML: "
            "while scanning a plain scalar found a tab character that violates indentation"
        ),
    ),
    "a_file_that_is_not_utf_8": (
        lambda: Path("curated/documents/latin.yaml").write_bytes(b"id: a\n\ntitle: caf\xe9\n"),
        "curated/documents/latin.yaml:3: not UTF-8",
    ),
}


class TestWhatIsWrong:
    @pytest.mark.parametrize("name", FAULTS)
    def test_each_is_told_and_nothing_else(self, name):
        break_it, told = FAULTS[name]
        break_it()
        assert problems() == [told.replace("LINE", "35")]

    def test_all_are_told_in_one_run_in_the_order_of_files_and_lines(self):
        for break_it, _ in FAULTS.values():
            break_it()
        told = problems()
        assert sorted(told) == sorted(text.replace("LINE", "36") for _, text in FAULTS.values())
        places = [(file, int(line) if line.isdigit() else 0) for file, line, *_ in (text.split(":") for text in told)]
        assert places == sorted(places)

    @pytest.mark.parametrize("folders", [(), ("registers", "documents")])
    def test_an_empty_folder_is_told(self, tmp_path, monkeypatch, folders):
        for folder in folders:
            (tmp_path / "empty" / folder).mkdir(parents=True)
        monkeypatch.chdir(tmp_path)
        with pytest.raises(CurationError) as caught:
            read_curation(Path("empty"))
        assert str(caught.value) == "empty: no YAML files in registers/ or documents/ below it"

    def test_a_passage_that_is_there_twice_is_told(self):
        edit(REPORT, 61, "in: harbour-copy, span: [8, 53]", "span: [143, 188]")
        slug = "harbour-report/aide-radio/at-143-188"
        assert problems() == [f"{REPORT}:61: statements.2.evidence.1: '{slug}' is there already, in {REPORT}:60"]

    def test_a_figure_may_not_take_the_name_of_a_position(self):
        figure = "    figures: [{id: on-lifeboat, label: A, value: 1, unit: b, source_form: one}]\n"
        edit(REPORT, 25, "    concerns", f"{figure}    concerns")
        slug = "harbour-report/vale-ships-with-lifeboat/on-lifeboat"
        assert problems() == [f"{REPORT}:35: statements.0.positions.1: '{slug}' is there already, in {REPORT}:25"]

    def test_a_tenure_is_told_in_its_line_when_a_person_above_cannot_be_read(self):
        edit(ACTORS, 4, "also_known_as", "also_know_as")
        edit(
            ACTORS,
            9,
            "affiliated_with: [tide-institute]",
            "tenures: [{office: harbour-master}, {office: harbour-master}]",
        )
        assert problems() == [
            f"{ACTORS}:4: people.0.also_know_as: unknown key 'also_know_as'; did you mean 'also_known_as'?",
            f"{ACTORS}:9: people.1.tenures.1: 'bo-lind/harbour-master' {HOLDING.format(9)}",
        ]

    def test_a_file_that_cannot_be_read_does_not_hide_what_is_wrong_elsewhere(self):
        Path(MEASURES).write_text("- 1\n", encoding="utf-8")
        edit(REPORT, 64, "2033-04-01", "2033-04-31")
        told = problems()
        assert f"{MEASURES}:1: expected keys and values at the top of the file" in told
        assert f"{REPORT}:64: statements.3.earliest: '2033-04-31' is no date: expected a day such as 2025-03-02" in told


def read_curation_without(slug):
    Path(f"curated/documents/{slug}.yaml").unlink()
    return read_curation(Path("curated")).documents


class TestReadingLeniently:
    def test_what_has_no_problems_is_read_alike(self):
        assert read_leniently(Path("curated")) == (read_curation(Path("curated")), [])

    def test_of_a_document_with_problems_the_text_and_the_well_formed_passages_are_read(self):
        whole = read_curation(Path("curated"))
        edit(REPORT, 24, "note:", "noet:")
        edit(REPORT, 48, "[116, 142]", "[142, 116]")
        curation, found = read_leniently(Path("curated"))
        assert [str(problem) for problem in found] == [
            f"{REPORT}:24: statements.0.noet: unknown key 'noet'; did you mean 'note'?",
            (
                f"{REPORT}:48: statements.1.evidence.0.span: "
                "(142, 116) is no span: expected [start, end] with 0 <= start < end"
            ),
        ]
        report = curation.documents[2]
        assert (report.id, report.text) == ("harbour-report", whole.documents[2].text)
        expected = [(statement.id, statement.evidence) for statement in whole.documents[2].statements]
        expected[1] = ("vale-pledges-sailors", ())
        assert [(statement.id, statement.evidence) for statement in report.statements] == expected
        place = thing("harbour-report/vale-ships-with-lifeboat/at-28-115")
        assert curation.locations[place] == Location(REPORT, 27)

    @pytest.mark.parametrize(
        "document",
        [
            "type: NewsArticle\ntext: {file: a, sha256: SHA, length: 1}\n",
            "id: 12\ntext: {file: a, sha256: SHA, length: 1}\n",
            "id: further\n",
            "id: further\ntext: none\n",
            "id: further\ntext: {file: a, sha256: SHA, length: none}\n",
        ],
    )
    def test_of_a_document_without_an_id_or_a_text_nothing_is_read(self, document):
        append("curated/documents/further.yaml", document.replace("SHA", "0" * 64))
        curation, found = read_leniently(Path("curated"))
        assert {problem.file for problem in found} == {"curated/documents/further.yaml"}
        assert curation.documents == read_curation_without("further")

    @pytest.mark.parametrize("statements", ["none", "[none]", "[{id: one}]", "[{id: one, evidence: none}]"])
    def test_statements_that_are_not_well_formed_have_no_passages(self, statements):
        text = f"text: {{file: a, sha256: {'0' * 64}, length: 1}}\n"
        append("curated/documents/further.yaml", f"id: further\n{text}statements: {statements}\n")
        curation, _ = read_leniently(Path("curated"))
        further = curation.documents[0]
        assert (further.id, further.text.file) == ("further", "a")
        expected = [("one", ())] if "id" in statements else []
        assert [(statement.id, statement.evidence) for statement in further.statements] == expected

    def test_entries_with_problems_are_left_out(self):
        edit(ACTORS, 12, "label: Gazette", "label: 12")
        curation, found = read_leniently(Path("curated"))
        assert [str(problem) for problem in found] == [f"{ACTORS}:12: organisations.1.label: expected words, {TWELVE}"]
        assert [entry.id for entry in curation.registers["organisations"]] == [
            "tide-institute",
            "coast-party",
            "sea-league",
        ]
