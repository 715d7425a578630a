"""Taking an answer along: files, citations, programs."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from html import unescape

import pyarrow.parquet
import pytest
from pyoxigraph import Store

from graph.publication import QUADS
from graph.saved_queries import PASSAGE_COLUMNS
from graph.store import EmbeddedStore
from tests.support.builds import put_in_place
from webui import create_app
from webui.questions.exports import objects, parquet, spreadsheet
from webui.questions.snippets import snippets
from webui.reading.result import Result

QUESTION = "/questions/positions-on-a-measure"
TROOPS = f"{QUESTION}?measure=us-ground-troops"


def result(query: str) -> Result:
    return Result.of(Store().query(query))


ROWS = """SELECT ?text ?day ?count ?size ?mixed WHERE { VALUES (?text ?day ?count ?size ?mixed) {
  ("=1+1" "2025-03-02"^^<http://www.w3.org/2001/XMLSchema#date> 3 2.5 1)
  ("a, \\"b\\"" UNDEF UNDEF 1.5 "one") } }"""


class TestResult:
    def test_the_same_rows_in_another_order_have_the_same_digest(self):
        one, other = result("SELECT ?x { VALUES ?x {1 2} }"), result("SELECT ?x { VALUES ?x {2 1} }")
        assert one.lines != other.lines
        assert one.digest == other.digest

    @pytest.mark.parametrize(
        "other",
        [
            "SELECT ?y { VALUES ?y {1 2} }",
            "SELECT ?x { VALUES ?x {1 2 2} }",
            'SELECT ?x { VALUES ?x {"1" 2} }',
            "SELECT ?x { VALUES ?x {1 UNDEF} }",
        ],
        ids=["another column", "a row twice", "another type", "nothing"],
    )
    def test_other_rows_have_another_digest(self, other):
        assert result(other).digest != result("SELECT ?x { VALUES ?x {1 2} }").digest

    def test_only_some_rows_can_be_kept(self):
        rows = result("SELECT ?x { VALUES ?x {1 2 3} }")
        assert rows.only([rows.lines[2], rows.lines[0]]).lines == (rows.lines[0], rows.lines[2])


class TestForms:
    def test_an_object_a_row_with_numbers_as_numbers(self):
        assert objects(result(ROWS), 0, 9) == [
            {"text": "=1+1", "day": "2025-03-02", "count": 3, "size": 2.5, "mixed": 1},
            {"text": 'a, "b"', "day": None, "count": None, "size": 1.5, "mixed": "one"},
        ]

    def test_a_spreadsheet_runs_no_cell_and_knows_its_encoding(self):
        content = spreadsheet(result(ROWS))
        assert content.startswith(b"\xef\xbb\xbf")
        assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
            ["text", "day", "count", "size", "mixed"],
            ["'=1+1", "2025-03-02", "3", "2.5", "1"],
            ['a, "b"', "", "", "1.5", "one"],
        ]

    def test_parquet_has_a_type_a_column_and_says_what_it_is(self):
        content = parquet(result(ROWS), {"title": "Rows?"})
        table = pyarrow.parquet.read_table(io.BytesIO(content))
        assert [str(field.type) for field in table.schema] == ["string", "date32[day]", "int64", "double", "string"]
        assert table.to_pydict()["size"] == [2.5, 1.5]
        assert [str(day) for day in table.to_pydict()["day"]] == ["2025-03-02", "None"]
        assert table.to_pydict()["mixed"] == ["1", "one"]
        assert pyarrow.parquet.read_metadata(io.BytesIO(content)).metadata[b"title"] == b"Rows?"

    def test_parquet_of_the_same_rows_is_the_same_bytes(self):
        assert parquet(result(ROWS), {"title": "x"}) == parquet(result(ROWS), {"title": "x"})

    @pytest.mark.parametrize("day", ["2025-02-30", "-0044-03-15"])
    def test_a_day_that_is_none_is_kept_as_it_is_written(self, day):
        rows = result(f'SELECT ?x {{ VALUES ?x {{ "{day}"^^<http://www.w3.org/2001/XMLSchema#date> }} }}')
        assert pyarrow.parquet.read_table(io.BytesIO(parquet(rows, {}))).to_pydict() == {"x": [day]}

    def test_parquet_of_no_row_has_the_columns(self):
        table = pyarrow.parquet.read_table(io.BytesIO(parquet(result("SELECT ?x ?y { FILTER(false) }"), {})))
        assert (table.column_names, table.num_rows) == (["x", "y"], 0)


class TestDownloads:
    def test_every_form_that_the_page_offers_has_the_rows_of_the_page(self, real_client):
        page = real_client.get(QUESTION).text
        take = page[page.index('id="take"') : page.index("</main>")]
        spreadsheet = re.search(r'<a class="button" href="([^"]+)"', take)[1]
        addresses = [unescape(href) for href in (spreadsheet, *re.findall(r'<li><a href="([^"]+)"', take))]
        kinds = {address: real_client.get(address) for address in addresses}
        assert [response.status_code for response in kinds.values()] == [200] * 7
        counts = {
            "objects": len(kinds[addresses[1]].json["rows"]),
            "sparql": len(json.loads(kinds[addresses[3]].data)["results"]["bindings"]),
            "spreadsheet": len(list(csv.DictReader(io.StringIO(kinds[addresses[0]].data.decode("utf-8-sig"))))),
            "csv": len(list(csv.DictReader(io.StringIO(kinds[addresses[5]].text)))),
            "parquet": pyarrow.parquet.read_table(io.BytesIO(kinds[addresses[2]].data)).num_rows,
        }
        assert len(set(counts.values())) == 1
        rows = list(csv.DictReader(io.StringIO(kinds[addresses[5]].text)))
        positions = {tuple(value for name, value in row.items() if name not in PASSAGE_COLUMNS) for row in rows}
        assert f"{len(positions)} positions by" in page  # the page has one row a position, a file one a passage

    def test_rows_come_in_pages_that_lead_from_one_to_the_next(self, real_client):
        whole = real_client.get(f"{QUESTION}.json?_shape=objects").json
        address, rows, pages = f"{QUESTION}.json?_shape=objects&_size=4", [], 0
        while address:
            response = real_client.get(address)
            part = response.json
            assert (part["total"], part["truncated"]) == (whole["total"], part["next"] is not None)
            assert response.headers.get("Link") == (f'<{part["next"]}>; rel="next"' if part["next"] else None)
            rows, address, pages = rows + part["rows"], part["next"], pages + 1
        assert rows == whole["rows"]
        assert pages == -(-whole["total"] // 4)

    @pytest.mark.parametrize(
        ("address", "status", "message"),
        [
            (f"{QUESTION}.json?_shape=lists", 400, "_shape: found 'lists' of json, expected objects (of json)"),
            (f"{QUESTION}.csv?_shape=objects", 400, "_shape: found 'objects' of csv, expected objects (of json)"),
            (f"{QUESTION}.json?_shape=objects&_size=0", 400, "_size: found '0', expected a whole number from 1 on"),
            (f"{QUESTION}.json?_shape=objects&_next=-1", 400, "_next: found '-1', expected a whole number from 0 on"),
            (f"{QUESTION}.json?_shape=objects&_next=99999", 404, "The answer has"),
            (f"{QUESTION}.json?_shape=objects&_size={'9' * 5000}", 400, "_size: found '9999"),
            (f"{QUESTION}.json?_other=1", 400, "there is no parameter '_other'"),
        ],
    )
    def test_what_there_is_not_is_told(self, real_client, address, status, message):
        response = real_client.get(address)
        assert response.status_code == status
        assert message in response.json["error"]


class TestCitation:
    def cited(self, page: str) -> str:
        """The address in the citation on a page."""
        take = page[page.index('id="take"') :]
        return unescape(re.search(r'The <a href="([^"]+)"[^>]*>address in the citation', take)[1])

    def test_a_cited_answer_that_stands_is_told_to_stand(self, real_client):
        address = self.cited(real_client.get(TROOPS).text)
        assert "This answer still stands" in real_client.get(address).text

    def test_an_address_that_was_altered_is_told_from_one_that_is_old(self, real_client):
        address = self.cited(real_client.get(TROOPS).text)
        page = real_client.get(re.sub("_result=.*", f"_result={'0' * 16}", address)).text
        assert "This is not the answer that was cited" in page

    def test_a_build_that_is_not_kept_is_told(self, real_client):
        page = real_client.get(f"{TROOPS}&_build={'0' * 16}&_result={'0' * 16}").text
        assert "This answer has changed since it was cited" in page
        assert "is not kept here" in page

    @pytest.mark.parametrize("marks", ["_build=x&_result=y", "_build=0123456789abcdef", "_result=0123456789abcdef"])
    def test_what_is_no_digest_is_refused(self, real_client, marks):
        response = real_client.get(f"{TROOPS}&{marks}")
        assert response.status_code == 400
        assert "expected 12 to 64 hexadecimal digits" in unescape(response.text)

    def test_an_answer_that_has_changed_shows_what_has_gone_and_what_has_come(self, real_pipeline, tmp_path):
        quads = real_pipeline.files[QUADS].decode()
        put_in_place(tmp_path, quads)
        address = self.cited(create_app(EmbeddedStore(tmp_path)).test_client().get(TROOPS).text)
        stance = re.search(r".*/on-us-ground-troops> <\S+#against> .*\n", quads)[0]
        put_in_place(tmp_path, quads.replace(stance, stance.replace("#against", "#uncommittedOn")))
        page = create_app(EmbeddedStore(tmp_path)).test_client().get(address).text
        section = re.search(r'class="standing changed".*?</section>', page, re.DOTALL)[0]
        gone, come = " ".join(section.split()).split("<h3>Come</h3>")
        assert "1 row has gone and 1 has come" in gone
        assert "against" in gone
        assert "uncommitted" not in gone
        assert "uncommitted" in come


class TestSnippets:
    QUERY = 'SELECT * WHERE { ?s ?p "\\"x\\"" }\n'

    def test_there_is_one_for_each_tool_and_each_names_its_address(self):
        found = snippets("http://127.0.0.1:1/x.csv?a=b&c=it's", "http://127.0.0.1:1/sparql", self.QUERY)
        assert [one.name for one in found] == ["curl", "pandas", "SPARQLWrapper", "rdflib", "R"]
        assert found[0].code == """curl --fail --silent --show-error 'http://127.0.0.1:1/x.csv?a=b&c=it'"'"'s'\n"""
        for one in found[1:]:
            assert "http://127.0.0.1:1/" in one.code

    @pytest.mark.parametrize("query", [QUERY, 'SELECT * { ?s ?p """x""" }', 'ASK { ?s ?p "x"', "ASK {}\\"])
    def test_a_query_reaches_python_as_it_is(self, query):
        code = snippets("http://a/", "http://a/sparql", query)[2].code
        literal = re.search(r"setQuery\((.*)\)\nfor", code, re.DOTALL)[1]
        assert ast.literal_eval(literal) == query
