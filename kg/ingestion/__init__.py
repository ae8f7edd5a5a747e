"""From sources to the store: reading articles, extracting them, writing what they yield."""
