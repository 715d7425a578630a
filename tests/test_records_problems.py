"""Everything that is wrong with the curated YAML is told in one run, with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import CurationError
from graph.records import read_curation
from tests.support.world_files import ACTORS, COMMENT, COPY, HOLDING, MEASURES, REPORT, TWELVE, append, edit, problems

pytestmark = pytest.mark.usefixtures("in_the_world")


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
        lambda: edit(MEASURES, 25, "ice-treaty", "radio"),
        f"{MEASURES}:25: guarantees.0.modelled_on.0: 'radio' is a guarantee component, expected an event or a measure",
    ),
    "an_id_that_is_taken_in_the_file": (
        lambda: append(ACTORS, "  - {id: portville, label: Portville}\n"),
        f"{ACTORS}:35: places.1.id: the id 'portville' is taken, in {ACTORS}:34",
    ),
    "an_id_that_is_taken_in_another_file_by_another_kind": (
        lambda: append(MEASURES, "places:\n  - {id: ada-vale, label: Vale Street}\n"),
        f"{MEASURES}:31: places.0.id: the id 'ada-vale' is taken, in {ACTORS}:2",
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
        lambda: edit(MEASURES, 26, "label: A lighthouse", "label: 12"),
        f"{MEASURES}:26: guarantees.1.label: expected words, {TWELVE}",
    ),
    "a_link_to_nothing": (
        lambda: edit(MEASURES, 28, "subject: ada-vale", "subject: ada-veil"),
        (
            f"{MEASURES}:28: links.0.subject: no such thing: 'ada-veil', "
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
