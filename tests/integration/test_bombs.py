"""Bombs of every kind cost little and get a clear outcome each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.bombs import BOMBS

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(1200)
def test_a_bomb_costs_little_and_is_told_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.integration.bombs", str(tmp_path)]
    # A process of its own, so that the peak of its memory is that of the bombs alone.
    told = subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True, text=True)
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["name"] for row in rows] == list(BOMBS)
    for row in rows:
        _, may_be_read = BOMBS[row["name"]]
        assert 1 <= row["count"] <= 30, row
        for outcome in row["found"]:
            assert outcome.endswith(")") or may_be_read, row
            assert "crashed the reader" not in outcome, row
        assert row["mb"] < 700, row
        assert row["seconds"] < 60, row  # of computing in this process; the guarded one has its own limit
