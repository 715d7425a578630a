"""Reading the folder of curated YAML: what is read, where it stands, and everything that is wrong, in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.records import read_curation, read_leniently
from graph.records.models import Actor, Entry, Event, Guarantee, Link, Measure, Office, Organisation, Person
from graph.records.reading import Location
from graph.vocabulary import thing
from tests.support.world_files import ACTORS, COMMENT, COPY, MEASURES, REPORT, TWELVE, append, edit

pytestmark = pytest.mark.usefixtures("in_the_world")


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
            "lind-comment": [
                "lind-ships-anyway",
                "lind-doubts-lighthouse",
                "southland-wants-lighthouse",
                "lind-on-the-talks",
                "league-free-passage",
                "league-tolls",
                "vale-lighthouse",
            ],
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
        assert (entries, len(curation.documents), len(statements), parts) == (24, 4, 12, 31)
        tenures, flags_of_documents = 2, 1
        assert len(curation.locations) == 24 + 4 + 12 + 31 + tenures + flags_of_documents


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
