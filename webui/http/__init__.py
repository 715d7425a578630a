"""What every room of the site needs of HTTP: negotiation, RDF answers, links, error pages, navigation, scripts."""
