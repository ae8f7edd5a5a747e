"""Answers kept for as long as their snapshot is current, so that what takes seconds is worked out once."""

from collections import OrderedDict

from kg.server.jobs import Reply


class Kept:
    """Replies of one snapshot, ``capacity`` bytes of them; what was not asked for the longest goes first."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._snapshot = ""
        self._replies: OrderedDict[str, Reply] = OrderedDict()
        self._size = 0

    def get(self, snapshot: str, key: str) -> Reply | None:
        """What was answered to the same on the same snapshot, where it is still kept."""
        if snapshot != self._snapshot or key not in self._replies:
            return None
        self._replies.move_to_end(key)
        return self._replies[key]

    def keep(self, snapshot: str, key: str, reply: Reply) -> None:
        """Keep a reply. One on another snapshot takes the place of all."""
        if snapshot != self._snapshot:
            self._snapshot, self._size = snapshot, 0
            self._replies.clear()
        if len(reply.body) > self._capacity // 4 or key in self._replies:
            return
        self._replies[key] = reply
        self._size += len(reply.body)
        while self._size > self._capacity:
            _, oldest = self._replies.popitem(last=False)
            self._size -= len(oldest.body)
