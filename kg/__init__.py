"""Space Cooperation Knowledge Graph: the public API."""
