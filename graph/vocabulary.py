"""The names of things: namespaces, named graphs, and the terms of the vocabularies.

The base IRI is written here and in the ontology's own files, nowhere else. A misspelt term fails type checking and
raises ``AttributeError``.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

BASE = "https://w3id.org/backstop/"
IRIS_RESOLVE: bool = False  # whether the redirect from BASE is registered; until then an IRI is a name, not an address
ID = BASE + "id/"
GRAPH = BASE + "graph/"
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
SLUG_PATH = f"{SLUG}(?:/{SLUG})*"  # of a thing that belongs to another: harbour-report/aide-radio

ONTOLOGY_GRAPH = GRAPH + "ontology"
REGISTERS_GRAPH = GRAPH + "registers"
INFERRED_GRAPH = GRAPH + "inferred"
LINKS_GRAPH = GRAPH + "links"
QUESTIONS_GRAPH = GRAPH + "questions"
DESCRIPTION_GRAPH = GRAPH + "description"
SERVICE_GRAPH = GRAPH + "service"
# The graphs that describe the data. They are not part of it: no rule, shape or count reads them.
DESCRIBING_GRAPHS = (QUESTIONS_GRAPH, DESCRIPTION_GRAPH, SERVICE_GRAPH)

# Prefixes for the files that people read.
PREFIXES: dict[str, str] = {
    "bst": BASE + "ontology#",
    "id": ID,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "voidext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


TERM = NamedNode("urn:x-term")


class Vocabulary:
    """Terms under one prefix: in a subclass, every name that is assigned ``TERM`` becomes the IRI of that term.

    A name that is a keyword of Python ends in an underscore: ``BST.from_``.
    """

    def __init_subclass__(cls, *, prefix: str) -> None:
        for name in [name for name, value in vars(cls).items() if value is TERM]:
            setattr(cls, name, NamedNode(PREFIXES[prefix] + name.removesuffix("_")))


class BST(Vocabulary, prefix="bst"):
    """Every class, property and listed individual of the ontology."""

    Actor = AggregatedPage = Attestation = Attribution = Attributions = CharacterisedByOther = Coalition = TERM
    Confidence = ConfidenceLevels = DateBases = DateBasis = DirectQuotation = Document = Event = Expert = TERM
    ExpertCommentary = Explicit = Explicitness = ExplicitnessLevels = Failure = Figure = Guarantee = TERM
    GuaranteeComponent = GuaranteeComponents = High = Implied = Inferred = Low = Measure = Medium = Mixed = TERM
    NewsArticle = NewsOrganisation = Office = Open = Organisation = OwnText = Person = Place = Pledge = TERM
    PoliticalParty = Position = Proposal = ReportedSpeech = ResearchOrganisation = SourceFlag = State = Stated = TERM
    Statement = Success = Tenure = Topic = Topics = UnnamedSource = Verdict = Verdicts = affiliatedWith = against = TERM
    asOf = ascribedTo = assesses = attestedBy = attests = attribution = beneficiary = comprises = concerns = TERM
    conditionallyInFavourOf = conditionallySupports = conditionsLabel = confidence = copyOf = correctedForm = TERM
    dateBasis = dateNote = doubts = earliest = excludes = explicitness = expressedIn = expresses = figureOf = TERM
    from_ = guarantor = hasComponent = hasFigure = hasFlag = hasTaken = hasVariant = heldBy = heldOnBehalfOf = TERM
    holds = holdsTenure = inDocument = inFavourOf = incompatibleWith = isAscribed = isSaidToBeUncommittedOn = TERM
    isSaidToOppose = isSaidToSupport = isSaidToSupportOnCondition = isUncommittedOn = keyPhrase = latest = TERM
    memberOf = modelledOn = namesComponent = nounPhrase = ofOffice = omits = onCondition = onOrBefore = opposes = TERM
    participant = proposedBy = published = publisher = qualification = qualifier = reading = reads = relayedBy = TERM
    partOf = represents = saidAt = saidOn = saidOnBasis = sourceDigest = sourceFile = sourceForm = sourceLength = TERM
    spanDigest = spanEnd = spanStart = stanceLabel = statedAs = statedBy = summary = supports = takenBy = takenIn = TERM
    tookPlaceAt = tookPlaceOn = topic = towards = uncommittedOn = unit = until = url = value = variantOf = TERM
    verdict = whyConcluded = whyPassedOn = writtenBy = TERM


class RDF(Vocabulary, prefix="rdf"):
    """The terms of RDF."""

    first = nil = rest = type = TERM


class RDFS(Vocabulary, prefix="rdfs"):
    """The terms of RDF Schema."""

    Literal = comment = label = subClassOf = subPropertyOf = TERM


class OWL(Vocabulary, prefix="owl"):
    """The terms of OWL 2 outside of :mod:`graph.rules`."""

    AnnotationProperty = Class = DatatypeProperty = ObjectProperty = Ontology = TERM


class SKOS(Vocabulary, prefix="skos"):
    """The terms of SKOS."""

    ConceptScheme = altLabel = closeMatch = definition = editorialNote = exactMatch = example = inScheme = TERM
    scopeNote = TERM


class XSD(Vocabulary, prefix="xsd"):
    """The datatypes of XML Schema outside of :mod:`graph.rules`."""

    anyURI = date = decimal = gYear = integer = TERM


class DCAT(Vocabulary, prefix="dcat"):
    """DCAT 3."""

    Catalog = DataService = Dataset = Distribution = accessURL = dataset = distribution = downloadURL = endDate = TERM
    endpointURL = keyword = landingPage = mediaType = servesDataset = service = startDate = version = TERM


class DCTERMS(Vocabulary, prefix="dcterms"):
    """DCMI Metadata Terms."""

    Agent = PeriodOfTime = conformsTo = creator = description = license = publisher = temporal = title = TERM


class FOAF(Vocabulary, prefix="foaf"):
    """FOAF."""

    primaryTopic = TERM


class SDO(Vocabulary, prefix="schema"):
    """schema.org."""

    keywords = target = TERM


class SH(Vocabulary, prefix="sh"):
    """SHACL."""

    SPARQLExecutable = SPARQLSelectExecutable = declare = namespace = prefix = prefixes = select = TERM


class VOID(Vocabulary, prefix="void"):
    """VoID."""

    Dataset = DatasetDescription = Linkset = classPartition = class_ = classes = dataDump = distinctObjects = TERM
    distinctSubjects = entities = linkPredicate = objectsTarget = properties = property = propertyPartition = TERM
    sparqlEndpoint = subjectsTarget = subset = triples = uriSpace = vocabulary = TERM


class SD(Vocabulary, prefix="sd"):
    """SPARQL 1.1 Service Description."""

    Dataset = Graph = NamedGraph = SPARQL11Query = Service = UnionDefaultGraph = defaultDataset = defaultGraph = TERM
    endpoint = entailmentRegime = feature = graph = name = namedGraph = resultFormat = supportedEntailmentProfile = TERM
    supportedLanguage = TERM


class VOIDEXT(Vocabulary, prefix="voidext"):
    """The extension of VoID that counts the values of a property by datatype."""

    datatype = datatypePartition = TERM


def document_graph(slug: str) -> str:
    """Return the IRI of the named graph of the document with this slug."""
    return f"{GRAPH}document/{slug}"


def thing(slug: str) -> str:
    """Return the IRI of the thing with this slug."""
    return ID + slug


def compact(iri: str) -> str:
    """Return ``prefix:name`` for an IRI under a known prefix, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def expand(name: str) -> str:
    """Return the IRI that a slug or a prefixed name stands for; return any other text unchanged."""
    prefix, colon, local = name.partition(":")
    if not colon:
        return thing(name)
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
