"""The web service: SPARQL endpoint, linked data, named questions and pages over the published snapshots of a store."""
