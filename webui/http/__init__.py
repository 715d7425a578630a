"""HTTP for every room: content negotiation, RDF responses, links, error pages, navigation, scripts."""
