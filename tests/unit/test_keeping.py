"""Kept answers: of one snapshot, within their bytes."""

from kg.server.jobs import Reply
from kg.server.keeping import Kept


def test_an_answer_is_kept_while_its_snapshot_is_current() -> None:
    kept = Kept(1000)
    reply = Reply(body=b"x" * 100)
    kept.keep("1", "q", reply)
    assert kept.get("1", "q") is reply
    assert kept.get("1", "other") is None
    assert kept.get("2", "q") is None
    kept.keep("2", "r", reply)
    assert kept.get("1", "q") is None
    assert kept.get("2", "q") is None


def test_what_was_not_asked_for_the_longest_goes_first_and_nothing_takes_all_the_room() -> None:
    kept = Kept(1000)
    for key in "abcd":
        kept.keep("1", key, Reply(body=b"x" * 250))
    kept.get("1", "a")
    kept.keep("1", "e", Reply(body=b"x" * 200))
    assert [key for key in "abcde" if kept.get("1", key)] == ["a", "c", "d", "e"]
    kept.keep("1", "large", Reply(body=b"x" * 251))
    assert kept.get("1", "large") is None
