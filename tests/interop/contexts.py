"""JSON-LD contexts without a network. Of the Web Annotation context (http://www.w3.org/ns/anno.jsonld) only
the terms that Sayso writes, as that defines them, and no others: a term that is not there is one that
readers would drop."""


def link(to):
    return {"@id": to, "@type": "@id"}


def term(to):
    return {"@id": to, "@type": "@vocab"}


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
    "created": "dcterms:created",
    "creator": link("dcterms:creator"),
    "end": "oa:end",
    "exact": "oa:exact",
    "first": link("as:first"),
    "format": "dc:format",
    "generated": "dcterms:issued",
    "generator": link("as:generator"),
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "label": "rdfs:label",
    "language": "dc:language",
    "last": link("as:last"),
    "modified": "dcterms:modified",
    "motivation": term("oa:motivatedBy"),
    "name": "foaf:name",
    "partOf": link("as:partOf"),
    "prefix": "oa:prefix",
    "purpose": term("oa:hasPurpose"),
    "selector": link("oa:hasSelector"),
    "source": link("oa:hasSource"),
    "start": "oa:start",
    "startIndex": "as:startIndex",
    "suffix": "oa:suffix",
    "target": link("oa:hasTarget"),
    "total": "as:totalItems",
    "value": "rdf:value",
} | {name: f"oa:{name}" for name in MOTIVATIONS}

SCHEMA_ORG = {"@vocab": "https://schema.org/"}

KNOWN = {"http://www.w3.org/ns/anno.jsonld": WEB_ANNOTATION, "https://schema.org": SCHEMA_ORG}


def load(url, _options):
    """A document loader that PyLD takes."""
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": KNOWN[url]}}
