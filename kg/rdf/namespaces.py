"""The vocabularies that a graph is written in, and the prefixes under which files name them."""

from __future__ import annotations

from kg.vocabulary import CAMEO_NS, CONTEXT_NS, ID_NS, NS, PLOVER_NS, WIKIDATA_NS

DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

PREFIXES = {
    "cameo": CAMEO_NS,
    "context": CONTEXT_NS,
    "dcterms": DCTERMS,
    "dk": NS,
    "id": ID_NS,
    "oa": OA,
    "owl": OWL,
    "plover": PLOVER_NS,
    "prov": PROV,
    "rdfs": RDFS,
    "skos": SKOS,
    "wd": WIKIDATA_NS,
    "xsd": XSD,
}
