"""What leaves the site as a file: it says what it is, what was chosen, of when it is, whose, and where it is from."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest

from webui.pictures.frame import file_name
from webui.pictures.lettering import width

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = {
    "/matrix.svg?kind=state&leaders=yes&until=2025-03-31": (
        "Who stands where",
        ["States", "said on or before 31 March 2025", "with what leaders say from office"],
    ),
    "/matrix.svg": ("Who stands where", ["measures with 3 or more actors"]),
    "/timeline.svg?actor=keir-starmer&from=2025-03-01&to=2025-03-31": (
        "What was said when",
        ["Keir Starmer", "from 1 March 2025", "to 31 March 2025"],
    ),
    "/network.svg?topic=troops&own=1&fold=1": (
        "Who is tied to what",
        ["topic: Troops", "without second-hand accounts", "without names that have a single line"],
    ),
    "/network.svg?view=agreement": ("Who agrees with whom", ["pairs that agree on 2 or more measures"]),
    "/figures.svg?unit=GBP": ("The figures that the sources give", ["GBP"]),
}


def drawing(client, address):
    response = client.get(address)
    assert response.mimetype == "image/svg+xml"
    return ET.fromstring(response.text)


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_says_what_it_is_and_where_it_is_from(real_client, real_store, address):
    title, chosen = PICTURES[address]
    root = drawing(real_client, address)
    assert root.find(f"{SVG}title").text == title == root.get("aria-label")
    lines = [(text.get("class"), text.text) for text in root.iter(f"{SVG}text")]
    head, foot = (" ".join(text for kind, text in lines if kind == name) for name in ("head", "foot"))
    assert head.startswith(title)
    for words in chosen:
        assert words in head
    assert f"build {real_store.version[:16]}, published " in foot
    assert re.search(r"published \d{1,2} \w+ 20\d\d", foot)
    # An address is broken where it is longer than the picture is wide.
    page = f"Backstop, CC BY 4.0 · http://localhost{address.replace('.svg', '')}"
    assert page.replace(" ", "") in foot.replace(" ", "")


@pytest.mark.parametrize("address", PICTURES)
def test_no_line_of_the_frame_is_wider_than_the_picture(real_client, address):
    root = drawing(real_client, address)
    right = float(root.get("width")) - 24
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    for text in root.iter(f"{SVG}text"):
        if text.get("class") in ("head", "foot"):
            size, bold = float(text.get("font-size")), text.get("font-weight") == "700"
            assert float(text.get("x")) + width(text.text, size, bold=bold) <= right


def test_no_label_of_the_matrix_is_cut_or_leaves_its_column(real_client):
    root = drawing(real_client, "/matrix.svg?least=1")
    data = real_client.get("/matrix.json?least=1").json
    texts = {" ".join(line.text for line in text.iter(f"{SVG}tspan")) for text in root.iter(f"{SVG}text")}
    labels = {one["label"] for key in ("actors", "measures") for one in data[key]}
    assert labels - texts == set()
    for text in root.iter(f"{SVG}text"):
        if text.get("font-size") == "10":
            for line in text.iter(f"{SVG}tspan"):
                assert width(line.text, 10) <= 100
                assert float(line.get("x")) + width(line.text, 10) <= float(root.get("width"))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/matrix.svg", "backstop-matrix.svg"),
        ("/matrix.svg?kind=state&leaders=yes&least=2", "backstop-matrix-state-leaders-2.svg"),
        ("/timeline.csv?actor=keir-starmer&from=2025-03-01", "backstop-timeline-keir-starmer-2025-03-01.csv"),
        ("/network.svg?view=agreement&own=1", "backstop-network-agreement-own.svg"),
        ("/figures.csv?unit=percent+of+GDP", "backstop-figures-percent-of-gdp.csv"),
    ],
)
def test_a_file_is_named_after_the_choice(real_client, address, name):
    assert f'filename="{name}"' in real_client.get(address).headers["Content-Disposition"]
    if address.partition("?")[0].endswith(".svg"):
        assert f'download="{name}"' in real_client.get(address.replace(".svg", "")).text


def test_a_file_name_is_safe_and_not_endless():
    assert file_name("figures", {"unit": '../"x"\r\n'}) == "backstop-figures-x"
    assert len(file_name("figures", {"unit": "x" * 500})) == 120


@pytest.mark.parametrize("picture", ["matrix", "timeline", "network", "figures"])
def test_the_spreadsheet_holds_what_the_json_holds(real_client, picture):
    key = {"matrix": "marks", "timeline": "statements", "network": "links", "figures": "figures"}[picture]
    data = real_client.get(f"/{picture}.json").json[key]
    response = real_client.get(f"/{picture}.csv")
    assert response.mimetype == "text/csv"
    assert response.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert set(rows[0]) == set(data[0])
    assert len(rows) == len(data)
    plain = [name for name in data[0] if all(isinstance(one[name], str) for one in data)]
    assert "actor" in plain
    assert [[row[name] for name in plain] for row in rows] == [[one[name] for name in plain] for one in data]


def test_pictures_offer_their_files_in_one_kind_of_button(real_client):
    page = real_client.get("/matrix?kind=state").text
    saving = page.split('data-save="backstop-matrix-state"')[1].split("</p>")[0]
    assert saving.count('class="button"') == saving.count("<a ") == 3
