"""Fixtures that more than one test file needs."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared inputs (gold articles, sources) beside the checkout; skips where it is absent."""
    path = Path(os.environ.get("KG_SHARED") or ROOT.parent / "shared")
    if not path.is_dir():
        pytest.skip(f"the shared inputs are not here: {path}")
    return path
