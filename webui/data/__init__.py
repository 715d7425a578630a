"""The ontology, the descriptions of the data (VoID and DCAT), the downloads and the feed of changes."""
