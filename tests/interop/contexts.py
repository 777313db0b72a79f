"""JSON-LD contexts without a network. Of the Web Annotation context only the terms that Sayso writes, as
the Web Annotation Vocabulary defines them (https://www.w3.org/TR/annotation-vocab/), and no others: a
term that is not there is one that readers would drop."""


def link(to):
    return {"@id": to, "@type": "@id"}


def term(to):
    return {"@id": to, "@type": "@vocab"}


def time(to):
    return {"@id": to, "@type": "xsd:dateTime"}


def number(to):
    return {"@id": to, "@type": "xsd:nonNegativeInteger"}


MOTIVATIONS = ["classifying", "commenting", "describing", "highlighting", "identifying", "tagging"]

WEB_ANNOTATION = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Person": "foaf:Person",
    "Software": "as:Application",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextualBody": "oa:TextualBody",
    "body": link("oa:hasBody"),
    "created": time("dcterms:created"),
    "creator": link("dcterms:creator"),
    "end": number("oa:end"),
    "exact": "oa:exact",
    "first": link("as:first"),
    "format": "dc:format",
    "generated": time("dcterms:issued"),
    "generator": link("as:generator"),
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "label": "rdfs:label",
    "language": "dc:language",
    "last": link("as:last"),
    "modified": time("dcterms:modified"),
    "motivation": term("oa:motivatedBy"),
    "name": "foaf:name",
    "partOf": link("as:partOf"),
    "prefix": "oa:prefix",
    "purpose": term("oa:hasPurpose"),
    "selector": link("oa:hasSelector"),
    "source": link("oa:hasSource"),
    "start": number("oa:start"),
    "startIndex": number("as:startIndex"),
    "suffix": "oa:suffix",
    "target": link("oa:hasTarget"),
    "total": number("as:totalItems"),
    "value": "rdf:value",
} | {name: f"oa:{name}" for name in MOTIVATIONS}

SCHEMA_ORG = {"@vocab": "https://schema.org/"}

KNOWN = {"http://www.w3.org/ns/anno.jsonld": WEB_ANNOTATION, "https://schema.org": SCHEMA_ORG}


def load(url, _options):
    """A document loader that PyLD takes."""
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": KNOWN[url]}}
