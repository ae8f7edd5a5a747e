"""From an article to claims: spaCy components, in the order of this folder."""
