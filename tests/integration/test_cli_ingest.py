"""kg ingest night after night: report, JSON logs, new attempts, the drop folder, and kg runs."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.telling import telling
from kg.model import Failure

GOOD = "CNES and ISRO signed an agreement on ocean satellites in Paris on 3 May 2019.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def kg(*arguments: str) -> int:
    return run(list(arguments))


def test_a_night_is_reported_recorded_and_what_failed_is_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("news").mkdir()
    Path("news/good.txt").write_text(GOOD)
    Path("news/empty.txt").touch()
    assert kg("ingest", "--store", "s", "--report", "r.json", "--log-json", "news") == 1
    report = json.loads(Path("r.json").read_text())
    assert (report["read"], report["added"], report["failed"]) == (2, 1, 1)
    assert report["facts_by_predicate"]["partyTo"] == 2
    assert report["failed_by_reason"] == {"read: it is empty": 1}
    out, err = capsys.readouterr()
    assert out.startswith("2 articles: 1 added, 0 changed, 0 unchanged, 1 failed\n  failed 1 x read: it is empty\n")
    events = [json.loads(line) for line in err.splitlines()]
    assert [event["event"] for event in events] == ["begin", "failure", "article", "article", "end"]
    assert events[1]["source"] == "news/empty.txt"

    Path("news/empty.txt").write_text(GOOD.replace("ISRO", "JAXA"))
    assert kg("ingest", "--store", "s", "--retry-failed") == 0
    assert capsys.readouterr().out.startswith("1 article: 1 added")
    assert kg("ingest", "--store", "s", "--retry-failed") == 0
    assert capsys.readouterr().out.startswith("0 articles")
    assert kg("ingest", "--store", "s", "--resume") == 0
    assert "nothing to resume" in capsys.readouterr().err

    assert kg("runs", "--store", "s", "--format", "json") == 0
    runs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [found["state"] for found in runs] == ["failed", "complete", "complete"]
    assert runs[0]["sources"] == [str(Path("news").absolute())]
    assert kg("query", "--store", "s", f"ASK {{ <{runs[0]['activity']}> a prov:Activity }}") == 0
    assert "true" in capsys.readouterr().out
    assert kg("runs", "--store", "s") == 0
    assert "complete" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest", "--store", "s"], "give SOURCE"),
        (["ingest", "--store", "s", "--resume", "x.txt"], "give SOURCE"),
        (["ingest", "--store", "s", "--jobs", "2", "--cluster", "tcp://127.0.0.1:1", "x"], "leave out --jobs"),
    ],
)
def test_ways_that_exclude_each_other_are_wrong_usage(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg(*arguments) == 2
    assert said in capsys.readouterr().err
    assert not Path("s").exists()


def test_removal_goes_on_past_a_name_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    Path("good.txt").write_text(GOOD)
    kg("ingest", "--store", "s", "good.txt")
    capsys.readouterr()
    assert kg("remove", "--store", "s", "nowhere", "good") == 1
    out, err = capsys.readouterr()
    assert out.startswith("good: removed article:")
    assert err.startswith("kg: nowhere: there is no such article")


def test_what_comes_into_a_drop_folder_is_ingested_until_the_service_is_ended(tmp_path: Path) -> None:
    drop, store = tmp_path / "drop", tmp_path / "s"
    drop.mkdir()
    (drop / "first.txt").write_text(GOOD)
    command = [sys.executable, "-c", "from kg.cli import main; main()", "ingest", "--store", "s", "--watch", "drop"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [*command, "--every", "0.2"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout is not None
        assert service.stdout.readline().startswith("1 article: 1 added")
        (drop / "second.txt").write_text(GOOD.replace("ISRO", "JAXA"))
        told = iter(service.stdout.readline, "")
        assert next(line for line in told if "article" in line and ":" in line and "added" in line).startswith("1 art")
        service.send_signal(signal.SIGTERM)
        service.stdout.read()
        assert service.wait(timeout=60) == 0
    assert len((store / "journal" / "runs.jsonl").read_text().splitlines()) == 4


def test_a_line_tells_of_progress_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with telling("ingesting", every=0.05) as teller:
        teller.article("a.txt", "added")
        time.sleep(0.06)
        teller.failure(Failure("b.txt", "read", "it is empty"))
        teller.article("b.txt", "failed")
    failure, line = capsys.readouterr().err.splitlines()
    assert failure == "kg: b.txt: it is empty"
    assert line.startswith("kg: 2 articles, 1 failed, ")
    assert line.endswith(" a second")


BAR = """
import time
from kg.cli.telling import telling
from kg.model import Failure
with telling("ingesting", total=20) as teller:
    for number in range(10):
        teller.article(f"{number}.txt", "added")
        time.sleep(0.1)
    teller.failure(Failure("lost.txt", "read", "it is empty"))
    time.sleep(0.3)
"""


def test_on_a_terminal_a_bar_shows_rate_and_remaining_time() -> None:
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", BAR], stderr=child, cwd=Path(__file__).parents[2], env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(child)
        shown = b""
        try:
            while part := os.read(parent, 4096):
                shown += part
        except OSError:  # how Linux says that the other end is closed
            pass
        assert process.wait() == 0
    os.close(parent)
    text = shown.decode()
    assert "10/20" in text
    assert "/s" in text
    assert "left" in text
    assert "lost.txt: it is empty" in text
