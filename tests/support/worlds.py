"""Generated ontologies and worlds: every kind of axiom that is compiled, over few names, so that much follows.

Properties of things and of values are kept apart, as OWL 2 DL has it (Structural Specification, section 5.8). Nothing
is declared: no rule asks for that, and owlrl would be slower by half.
"""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, Variable, parse

from graph.rules import Pattern, Term, rules_of
from graph.vocabulary import PREFIXES, compact

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
things = st.sampled_from([f"id:{name}" for name in "abcd"])
classes = st.sampled_from([f"bst:{name}" for name in "ABCD"])
links = st.sampled_from([f"bst:{name}" for name in "pqrs"])
data = st.sampled_from(["bst:m", "bst:n"])
values = st.sampled_from(['"u"', '"v"', "1", "2"])


def written(template: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Axioms of one form, with ``{name}`` filled from the strategy of that name."""
    return st.fixed_dictionaries(parts).map(lambda filled: template.format(**filled))


def restriction(template: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return written("[ a owl:Restriction ; owl:onProperty {on} ; " + template + " ]", **{"on": properties} | parts)


properties = st.one_of(links, links, links, written("[ owl:inverseOf {p} ]", p=links))
has_value = st.one_of(restriction("owl:hasValue {v}", v=things), restriction("owl:hasValue {v}", on=data, v=values))


def recognised(inner: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[str]]:
    """Each kind of anonymous class that recognises its members, with the strategy for classes inside."""
    return {
        "intersection": written("[ a owl:Class ; owl:intersectionOf ( {c} {d} ) ]", c=inner, d=inner),
        "union": written("[ a owl:Class ; owl:unionOf ( {c} {d} ) ]", c=inner, d=inner),
        "enumeration": written("[ a owl:Class ; owl:oneOf ( {a} {b} ) ]", a=things, b=things),
        "some": restriction("owl:someValuesFrom {c}", c=inner),
        "some of anything": restriction("owl:someValuesFrom owl:Thing"),
        "value": has_value,
    }


def at_most(number: int) -> dict[str, st.SearchStrategy[str]]:
    count = f'"{number}"^^xsd:nonNegativeInteger'
    return {
        "at most": restriction(f"owl:maxCardinality {count}"),
        "at most of anything": restriction(f"owl:maxQualifiedCardinality {count} ; owl:onClass owl:Thing"),
        "at most of a kind": restriction(f"owl:maxQualifiedCardinality {count} ; owl:onClass {{c}}", c=classes),
    }


def forcing(inner: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[str]]:
    """Each kind of anonymous class that something follows from, with the strategy for classes inside."""
    return {
        "intersection": written("[ a owl:Class ; owl:intersectionOf ( {c} {d} ) ]", c=inner, d=inner),
        "only": restriction("owl:allValuesFrom {c}", c=inner),
        "value": has_value,
        **at_most(1),
    }


def any_of(kinds: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    return st.one_of(*kinds.values())


nested = st.one_of(classes, any_of(recognised(classes)))
nested_above = st.one_of(classes, any_of(forcing(classes)))
lower = st.one_of(classes, any_of(recognised(nested)))
upper = st.one_of(classes, any_of(forcing(nested_above)))
both = st.one_of(
    has_value,
    written("[ a owl:Class ; owl:intersectionOf ( {c} {d} ) ]", c=classes, d=st.one_of(classes, has_value)),
)
forbidding = {
    "nothing": st.just("owl:Nothing"),
    "complement": written("[ a owl:Class ; owl:complementOf {c} ]", c=lower),
    **at_most(0),
}


def three_of(namespace: str, names: str) -> st.SearchStrategy[str]:
    return st.permutations([f"{namespace}:{name}" for name in names]).map(lambda three: " ".join(three[:3]))


# One strategy a kind of axiom; what concludes first, then what contradicts.
CONCLUDING = {
    **{f"{k} on the left": written("{c} rdfs:subClassOf {d} .", c=c, d=classes) for k, c in recognised(nested).items()},
    **{
        f"{k} on the right": written("{c} rdfs:subClassOf {d} .", c=classes, d=d)
        for k, d in forcing(nested_above).items()
    },
    "anonymous on both sides": written("{c} rdfs:subClassOf {d} .", c=lower, d=upper),
    "subclass": written("{c} rdfs:subClassOf {d} .", c=classes, d=classes),
    "equivalent": written("{c} owl:equivalentClass {d} .", c=classes, d=classes),
    "equivalent to an anonymous class": written("{c} owl:equivalentClass {d} .", c=classes, d=both),
    "assertion": written("{a} a {c} .", a=things, c=any_of(forcing(nested_above))),
    "subproperty": written("{p} rdfs:subPropertyOf {q} .", p=properties, q=properties),
    "subproperty of values": written("{p} rdfs:subPropertyOf {q} .", p=data, q=data),
    "equivalent property": written("{p} owl:equivalentProperty {q} .", p=links, q=properties),
    "chain": st.lists(properties, min_size=1, max_size=4).flatmap(
        lambda chain: written(f"{{p}} owl:propertyChainAxiom ( {' '.join(chain)} ) .", p=links)
    ),
    "inverse": written("{p} owl:inverseOf {q} .", p=links, q=links),
    "domain": written("{p} rdfs:domain {c} .", p=st.one_of(properties, data), c=upper),
    "range": written("{p} rdfs:range {c} .", p=properties, c=upper),
    "transitive": written("{p} a owl:TransitiveProperty .", p=links),
    "symmetric": written("{p} a owl:SymmetricProperty .", p=links),
    "functional": written("{p} a owl:FunctionalProperty .", p=links),
    "inverse functional": written("{p} a owl:InverseFunctionalProperty .", p=links),
    "key": written("{c} owl:hasKey ( {p} ) .", c=lower, p=st.one_of(data, links)),
    "key of two": written("{c} owl:hasKey ( {p} {m} ) .", c=classes, p=links, m=data),
    "same": written("{a} owl:sameAs {b} .", a=things, b=things),
    "same property": written("{p} owl:sameAs {q} .", p=links, q=links),
}
SAME = "{c} owl:sameAs {d} ."
NEGATIVE = "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual {a} ; owl:assertionProperty {p} ; "
CONTRADICTING = {
    **{f"{k} above": written("{c} rdfs:subClassOf {d} .", c=lower, d=d) for k, d in forbidding.items()},
    "a nothing": written("{a} a owl:Nothing .", a=things),
    "disjoint": written("{c} owl:disjointWith {d} .", c=classes, d=lower),
    "all disjoint": written("[] a owl:AllDisjointClasses ; owl:members ( {c} ) .", c=three_of("bst", "ABCD")),
    "disjoint properties": written("{p} owl:propertyDisjointWith {q} .", p=links, q=links),
    "all disjoint properties": written(
        "[] a owl:AllDisjointProperties ; owl:members ( {p} ) .", p=three_of("bst", "pqrs")
    ),
    "asymmetric": written("{p} a owl:AsymmetricProperty .", p=links),
    "irreflexive": written("{p} a owl:IrreflexiveProperty .", p=links),
    "different": written("{a} owl:differentFrom {b} . " + SAME, a=things, b=things, c=things, d=things),
    "all different": written("[] a owl:AllDifferent ; owl:members ( {a} ) .", a=three_of("id", "abcd")),
    "all distinct": written("[] a owl:AllDifferent ; owl:distinctMembers ( {a} ) .", a=three_of("id", "abcd")),
    "not this thing": written(NEGATIVE + "owl:targetIndividual {b} .", a=things, p=links, b=things),
    "not this value": written(NEGATIVE + "owl:targetValue {v} .", a=things, p=data, v=values),
    "range of values": written(
        "{p} rdfs:range {t} .", p=data, t=st.sampled_from(["xsd:integer", "xsd:string", "xsd:byte", "rdfs:Literal"])
    ),
    "one value": written("{p} a owl:FunctionalProperty .", p=data),
}
FACTS = st.one_of(
    written("{a} a {c} .", a=things, c=classes),
    written("{a} {p} {b} .", a=things, p=links, b=things),
    written("{a} {p} {b} .", a=things, p=links, b=things),
    written("{a} {p} {v} .", a=things, p=data, v=values),
)


def of_kinds(kinds: dict[str, st.SearchStrategy[str]], least: int, most: int) -> st.SearchStrategy[list[str]]:
    axiom = st.sampled_from(sorted(kinds)).flatmap(kinds.__getitem__)
    return st.lists(axiom, min_size=least, max_size=most)


KINDS = {**CONCLUDING, **CONTRADICTING}


@st.composite
def worlds(draw: st.DrawFn, kind: str) -> str:
    """Axioms, one of them of this kind and the others to conclude by, a few facts, and facts that rules ask for."""
    axiom = draw(KINDS[kind])
    axioms = [axiom, *draw(of_kinds(CONCLUDING, 1, 4))]
    facts = draw(st.lists(FACTS, min_size=2, max_size=5))
    rules = rules_of(triples_of("\n".join(axioms)))
    first = [rule for rule in rules_of(triples_of(axiom)) if not rule.name.startswith("eq-")]
    asked = [*first[:2], *draw(st.lists(st.sampled_from(rules), min_size=1, max_size=3))] if rules else []
    for rule in asked:
        names: dict[Variable, str] = {}
        for pattern in rule.body:
            terms = [draw(_term(term, position, pattern, names)) for position, term in enumerate(pattern)]
            facts.append(f"{' '.join(terms)} .")
    return "\n".join(dict.fromkeys([*axioms, *facts]))


def _term(term: Term | Variable, position: int, pattern: Pattern, names: dict[Variable, str]) -> st.SearchStrategy[str]:
    """A term of a fact that a pattern asks for; a variable becomes the same name wherever it stands."""
    if not isinstance(term, Variable):
        return st.just(str(term))
    if term in names:
        return st.just(names[term])
    if position == 1:
        found = links
    else:
        found = values if position == 2 and compact(str(pattern[1])[1:-1]) in ("bst:m", "bst:n") else things
    return found.map(lambda name: names.setdefault(term, name))


def triples_of(world: str) -> list[Triple]:
    """The axioms and facts of a world, as the ontology and the data would state them."""
    return [quad.triple for quad in parse(HEAD + world, RdfFormat.TURTLE)]
