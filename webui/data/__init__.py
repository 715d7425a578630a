"""The data as files and descriptions: the ontology, VoID and DCAT, the downloads, the feed of changes."""
