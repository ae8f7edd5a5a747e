"""What the import contract cannot say."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["model", "errors", "config"])
def test_the_kernel_imports_nothing_but_the_standard_library(name: str) -> None:
    tree = ast.parse((ROOT / "kg" / f"{name}.py").read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in imported} <= sys.stdlib_module_names


def test_every_module_says_its_reason_in_its_first_line() -> None:
    for folder in ("kg", "extractors"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text("utf-8")
            assert ast.get_docstring(ast.parse(text)) or not text.strip(), file


def test_there_is_no_second_lock_file() -> None:
    assert not (ROOT / "uv.lock").exists()
