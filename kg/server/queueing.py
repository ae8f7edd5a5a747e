"""The queue before the workers: bounded, and fair between clients however much each of them asks."""

import asyncio
from collections import OrderedDict, deque
from http import HTTPStatus

from kg.server.refusals import Refused


class FairQueue:
    """Places at the workers, handed out in turn to each client that waits, and to each client in order of arrival."""

    def __init__(self, places: int, length: int, client_length: int) -> None:
        self._free = places
        self._length = length
        self._client_length = client_length
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self.waiting = 0  #: how many wait, over all clients

    async def enter(self, client: str) -> None:
        """Wait for a place. Raises `Refused` at once where too many wait already."""
        if self._free:
            self._free -= 1
            return
        if self.waiting >= self._length:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "server", "too many queries are waiting", "try later", 2)
        mine = self._waiting.setdefault(client, deque())
        if len(mine) >= self._client_length:
            raise Refused(
                HTTPStatus.TOO_MANY_REQUESTS, "client", "too many of its queries are waiting", "send fewer at a time", 2
            )
        turn = asyncio.get_running_loop().create_future()
        mine.append(turn)
        self.waiting += 1
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._forget(client, turn)
            else:
                self.leave()  # it was our turn already: the place goes to the next
            raise

    def leave(self) -> None:
        """Give a place back: the next client's turn."""
        while self._waiting:
            client, turns = self._waiting.popitem(last=False)
            turn = turns.popleft()
            self.waiting -= 1
            if turns:
                self._waiting[client] = turns  # behind all others
            if not turn.cancelled():
                turn.set_result(None)
                return
        self._free += 1

    def _forget(self, client: str, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(client)
        if turns is not None and turn in turns:
            turns.remove(turn)
            self.waiting -= 1
            if not turns:
                del self._waiting[client]
