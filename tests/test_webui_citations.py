"""Citations of answers and things: what they say, to the letter, and that reference managers can read them."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import pytest

from graph.history import past_builds
from graph.vocabulary import BST, IRIS_RESOLVE, thing
from tests.support.pages import main
from tests.support.paths import ROOT
from webui.reading.citation_formats import FILES, apa, bibtex, csl_json, ris
from webui.reading.cited import AUTHOR, WORK, Cited, Edition
from webui.reading.result import Result
from webui.site import site_of

TROOPS = "/questions/positions-on-a-measure?measure=us-ground-troops"
FLAGSHIP = "/questions/troops-without-us-backstop"
WOLFF = "/id/starmer-trump-meeting-report/wolff-troops-without-guarantee"
# What CSL-JSON calls the fields that are used here, from the schema of the Citation Style Language.
CSL_TEXTS = {"id", "title", "genre", "container-title", "version", "abstract", "note", "URL"}

HOSTILE = Cited(
    name="backstop-x",
    title=r"50 % & more_{x} \ #1 $5 ~ ^ “q”?",
    genre="Answer",
    address="http://localhost/questions/x?a=b%20c&_build=1",
    edition=Edition("1.0", "0" * 64, date(2026, 3, 5)),
    source="Line\r\nTY  - BOOK\n}",
    abstract="",
    check="SHA-256: 1",
)


def text_of(node) -> str:
    """The text of a citation on a page."""
    return node.all("span", "citation")[0].text


def day_of(pipeline) -> date:
    return past_builds(pipeline.settings.build)[-1].published.date()


def answer_digest(client, slug: str, **values: str) -> str:
    """The digest of an answer, asked without the site."""
    opened = site_of(client.application)
    return Result.of(opened.engine.select(opened.question(slug).bind(values))).digest


class TestAnswers:
    def test_the_flagship_to_the_letter(self, real_client, real_pipeline):
        build, day = real_pipeline.manifest.digest[:16], day_of(real_pipeline)
        digest = answer_digest(real_client, "troops-without-us-backstop")
        assert text_of(main(real_client, FLAGSHIP).about("take")) == (
            f"{AUTHOR}. ({day:%Y}, {day:%B} {day.day}). Who supports sending troops even without a US backstop? "
            f"[Answer from a database]. In {WORK} (Version 0.1.0, build {build}). "
            f"http://localhost{FLAGSHIP}?_build={build}&_result={digest[:16]}"
        )

    def test_an_answer_with_a_choice_to_the_letter(self, real_client, real_pipeline):
        build, day = real_pipeline.manifest.digest[:16], day_of(real_pipeline)
        digest = answer_digest(real_client, "positions-on-a-measure", measure=thing("us-ground-troops"))
        response = real_client.get(TROOPS.replace("?", ".bib?"))
        assert response.text == (
            f"@misc{{backstop-positions-on-a-measure-{digest[:8]},\n"
            f"  author = {{{{{AUTHOR}}}}},\n"
            "  title = {{Who is for, against or undecided on US ground troops in Ukraine?}},\n"
            f"  howpublished = {{In {WORK}. Version 0.1.0, build {build}}},\n"
            f"  date = {{{day:%Y-%m-%d}}},\n"
            f"  year = {{{day:%Y}}},\n"
            "  type = {Answer from a database},\n"
            "  abstract = {Donald Trump is against US ground troops in Ukraine.},\n"
            f"  note = {{SHA-256 of the answer: {digest}.}},\n"
            f"  url = {{http://localhost{TROOPS}&_build={build}&_result={digest[:16]}}},\n"
            "}\n"
        )

    def test_the_digest_stands_beside_the_text_and_not_in_it(self, real_client):
        take = main(real_client, FLAGSHIP).about("take")
        digest = answer_digest(real_client, "troops-without-us-backstop")
        assert digest not in text_of(take)
        assert f"SHA-256 of the answer: {digest}" in take.text

    def test_what_the_page_shows_is_what_the_file_has(self, real_client):
        page = real_client.get(TROOPS).text
        for suffix, name in (("bib", "BibTeX"), ("ris", "RIS"), ("csl.json", "CSL-JSON")):
            shown = re.search(rf'data-copy="{name}"><code>(.*?)</code>', page, re.DOTALL)[1]
            shown = unescape(re.sub(r'<span data-accessed="[^"]*"></span>', "", shown))
            response = real_client.get(TROOPS.replace("?", f".{suffix}?"))
            assert shown == response.text
            assert response.mimetype == FILES[suffix].media_type
            assert response.headers["Content-Disposition"].startswith("attachment; ")

    def test_a_file_takes_no_parameter_that_the_question_does_not_have(self, real_client):
        assert real_client.get(f"{FLAGSHIP}.ris?fbclid=1").status_code == 400

    @pytest.mark.parametrize("suffix", ["csl", "txt", "bib.json", "csl.bib", "csl.json.json"])
    def test_there_are_no_other_files(self, real_client, suffix):
        assert real_client.get(f"{FLAGSHIP}.{suffix}").status_code == 404
        assert real_client.get(f"/id/keir-starmer.{suffix}").status_code == 404

    def test_its_author_and_work_are_those_of_the_citation_file(self):
        content = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
        assert f"name: {AUTHOR}\n" in content
        assert f'title: "{WORK}"\n' in content


class TestStatements:
    def test_one_to_the_letter(self, real_client, real_pipeline):
        build, day = real_pipeline.manifest.digest[:16], day_of(real_pipeline)
        take = main(real_client, WOLFF).about("take")
        assert "Cite this statement" in take.texts("h3")
        assert text_of(take) == (
            f"{AUTHOR}. ({day:%Y}, {day:%B} {day.day}). Stefan Wolff, by 28 February 2025: Says European leaders can "
            "and ought to send troops even with no American guarantee, as a signal to Washington, Kyiv and Moscow "
            f"[Paraphrase of a statement]. In {WORK} (Version 0.1.0, build {build}). http://localhost{WOLFF} "
            "(Quoted in “Starmer\N{RIGHT SINGLE QUOTATION MARK}s Diplomatic Meeting with Trump on Ukraine Security”, "
            "wiki60s.com, 28 February 2025, characters 5,472 to 5,708)"
        )

    def test_one_that_two_documents_report_one_of_them_on_the_web(self, world_client, world_store):
        (url,) = {quad.object.value for quad in world_store.quads(None, BST.url, None)}
        (item,) = world_client.get("/id/harbour-report/aide-radio.csl.json").json
        assert item["title"] == (
            "An aide (in the harbour report), by 5 April 2033: Says that the lifeboat would need a radio"
        )
        assert item["note"] == (
            "Reported in “A copy”, Gazette, undated, characters 8 to 53; reported in “Harbour talks in Portville”, "
            f"Gazette, 5 April 2033, {url}, characters 143 to 188."
        )
        assert item["abstract"] == "Says that the lifeboat would need a radio."

    def test_what_others_ascribe_is_said_to_be_ascribed_and_by_whom(self, world_client):
        (item,) = world_client.get("/id/harbour-report/southland-undecided.csl.json").json
        assert re.match(r"Ascribed by Gazette in “Harbour talks in Portville”", item["note"])

    def test_what_is_off_in_the_source_is_not_left_out(self, real_client):
        page = real_client.get("/id/starmer-trump-meeting-report").text
        flagged = re.search(r'href="/id/([^"#]+)#flags"', page)[1]
        (item,) = real_client.get(f"/id/{flagged}.csl.json").json
        assert item["note"].endswith(". The record notes an error or oddity in the source.")

    def test_the_office_is_named_where_the_passage_names_it(self, world_client):
        (item,) = world_client.get("/id/harbour-report/vale-ships-with-lifeboat.csl.json").json
        assert item["title"].startswith("Ada Vale, Prime Minister of Northland, 4 April 2033: ")
        assert item["note"].startswith("Quoted in “Harbour talks in Portville”")

    def test_the_link_works_and_the_identifier_is_called_a_name(self, real_client):
        take = main(real_client, WOLFF).about("take")
        (link,) = [node.attributes["href"] for node in take.all("a", "address")]
        assert link == f"http://localhost{WOLFF}"
        assert real_client.get(link).status_code == 200
        assert "https://w3id.org/backstop/id/" not in text_of(take)
        assert ("a name and not yet a working address" in take.text) is not IRIS_RESOLVE

    def test_the_readme_says_the_same_of_the_identifiers(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        assert ("That redirect is not registered yet" in readme) is not IRIS_RESOLVE


class TestThings:
    def test_an_actor_can_be_cited(self, world_client):
        (item,) = world_client.get("/id/ada-vale.csl.json").json
        assert (item["title"], item["genre"]) == ("Ada Vale", "Database record")
        assert item["URL"] == "http://localhost/id/ada-vale"

    def test_a_document_says_who_published_it_and_when(self, world_client):
        (item,) = world_client.get("/id/harbour-report.csl.json").json
        assert item["note"] == "Published by Gazette, 5 April 2033."

    def test_what_there_is_not_cannot_be_cited(self, world_client):
        assert world_client.get("/id/nobody.bib").status_code == 404


class TestPictures:
    def test_a_picture_is_cited_with_its_choices_in_the_address(self, real_client):
        (item,) = real_client.get("/matrix.csl.json?kind=state").json
        assert item["title"] == "Who stands where (States)"
        assert item["URL"] == "http://localhost/matrix?kind=state"
        assert item["URL"] in text_of(main(real_client, "/matrix?kind=state").about("take"))


class TestFormats:
    def test_no_file_has_a_day_of_access_and_each_text_has_a_place_for_it(self):
        for write in (apa, bibtex, ris, csl_json):
            written = write(HOSTILE)
            assert "%Y" in written.accessed
            assert "%" not in re.sub(r"%[YmdneB]", "", written.accessed)
            assert "urldate" not in written.text
            assert "accessed" not in written.text
            assert "Y2" not in written.text

    def test_csl_json_has_only_fields_of_the_schema_and_can_be_read(self):
        written = csl_json(HOSTILE)
        (item,) = json.loads(written.text)
        texts = {name: value for name, value in item.items() if name in CSL_TEXTS}
        assert all(isinstance(value, str) and value for value in texts.values())
        assert {name: value for name, value in item.items() if name not in CSL_TEXTS} == {
            "type": "dataset",
            "author": [{"literal": AUTHOR}],
            "issued": {"date-parts": [[2026, 3, 5]]},
        }
        assert item["title"] == HOSTILE.title
        filled = re.sub(r"%\w", "7", written.accessed)
        (dated,) = json.loads(written.before + filled + written.after)
        assert dated == item | {"accessed": {"date-parts": [[7, 7, 7]]}}

    def test_every_line_of_ris_is_a_tag_two_blanks_a_hyphen_and_a_blank(self):
        written = ris(HOSTILE)
        lines = (written.before + written.accessed + written.after).split("\r\n")
        assert lines.pop() == ""
        pairs = [re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line).groups() for line in lines]
        assert pairs[0] == ("TY", "DATA")
        assert pairs[-1] == ("ER", "")
        assert len({tag for tag, _ in pairs}) == len(pairs)
        assert dict(pairs)["DA"] == "2026/03/05/"
        assert dict(pairs)["N1"] == "Line TY - BOOK }. SHA-256: 1."

    def test_bibtex_can_be_read_back(self):
        written = bibtex(HOSTILE)
        entry = written.before + written.accessed + written.after
        kind, key, fields = read_bibtex(entry)
        assert (kind, key) == ("misc", "backstop-x")
        assert fields["author"] == f"{{{AUTHOR}}}"
        assert fields["title"] == (
            r"{50 \% \& more\_\textbraceleft{}x\textbraceright{} \textbackslash{} \#1 \$5 \textasciitilde{} "
            r"\textasciicircum{} “q”?}"
        )
        assert fields["url"] == HOSTILE.address
        assert fields["note"] == r"Line TY - BOOK \textbraceright{}. SHA-256: 1."
        assert fields["urldate"] == "%Y-%m-%d"

    def test_without_a_day_of_publication_none_is_made_up(self):
        undated = Cited("x", "T", "G", "http://a/", Edition("1.0", "0" * 64, None))
        assert apa(undated).text.startswith(f"{AUTHOR}. (n.d.). T [G]. ")
        assert "date" not in bibtex(undated).text
        assert "DA  - " not in ris(undated).text
        assert "issued" not in json.loads(csl_json(undated).text)[0]


def read_bibtex(entry: str) -> tuple[str, str, dict[str, str]]:
    """The type, the key and the fields of an entry, braces counted as BibTeX counts them."""
    head = re.match(r"@(\w+)\{([^\s,{}]+),\n", entry)
    fields, at = {}, head.end()
    while field := re.compile(r"\s*(\w+) = \{").match(entry, at):
        depth, end = 1, field.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
        fields[field[1]] = entry[field.end() : end - 1]
        assert entry[end : end + 2] == ",\n"
        at = end + 2
    assert entry[at:] == "}\n"
    return head[1], head[2], fields
