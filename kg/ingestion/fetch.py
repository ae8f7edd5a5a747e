"""Fetching: pages of the web, asked for politely, never from where they should not come, and not twice if unchanged."""

import email.utils
import functools
import importlib.metadata
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final
from urllib.parse import SplitResult, urljoin

from protego import Protego

from kg.errors import SourceError
from kg.ingestion.addresses import resolve
from kg.ingestion.connection import PORTS, Answer, Unreachable, ask
from kg.ingestion.page_memory import PageMemory, Remembered
from kg.ingestion.urls import split_url

#: By which name robots.txt files know us.
ROBOT: Final = "space-cooperation-kg"
_ROBOTS_BYTES: Final = 500_000
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TRANSIENT: Final = frozenset({429, 500, 502, 503, 504})
_ADDRESSES: Final = 3  # of one host that are tried in turn
_LONGEST_WAIT: Final = 60.0
_LATER: Final = "try again later"
_ACCEPT: Final = "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages are fetched. Times are in seconds.

    Addresses that are not public (private, loopback, link-local) are refused unless ``allow_private_addresses``.
    ``memory`` is a file in which pages are remembered, so that unchanged ones are not sent again; None: no file.
    """

    allow_private_addresses: bool = False
    memory: Path | None = None
    user_agent: str = ""  #: empty: our name and version
    timeout: float = 20.0  #: how long a server may be silent
    deadline: float = 60.0  #: how long one answer may take
    delay: float = 1.0  #: between two requests to one host; a longer one in its robots.txt is kept up to a minute
    redirects: int = 5
    retries: int = 3  #: after the first try, for what may pass: no connection, and statuses 429, 500, 502, 503, 504
    backoff: float = 1.0  #: before the first retry; twice as long before each further one


@dataclass(frozen=True, slots=True)
class Page:
    """What was found at an address: where redirects led, the server's ``Content-Type``, and the bytes."""

    url: str
    type: str
    body: bytes


class Fetcher:
    """Fetches pages one after the other. A context manager."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._memory = PageMemory(settings.memory)
        self._robots: dict[str, Protego | SourceError] = {}  # by origin
        self._asked: dict[str, float] = {}  # by host: when the last request ended

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._memory.__exit__(kind, error, trace)

    def fetch(self, url: str) -> Page:
        """The page at ``url``, as its server sends it now or, where it is unchanged, as it sent it last time.

        Raises `SourceError`: no such address or host, a forbidden one, robots.txt, too many redirects, an answer that
        is too large or comes too late, or a status that is no success.
        """
        source = url
        for _ in range(self._settings.redirects + 1):
            parts = _split(url, source)
            url = parts._replace(fragment="").geturl()
            self._check_robots(parts, source)
            known = self._memory.get(url)
            answer = self._ask(parts, source, known)
            if answer.status == 304 and known is not None:
                return Page(url, known.type, known.body)
            if answer.status not in _REDIRECTS:
                return self._page(url, source, answer)
            url = _join(url, answer, source)
        trouble = f"it leads on more than {self._settings.redirects} times"
        raise SourceError(source, trouble, "give the address where it ends")

    def _page(self, url: str, source: str, answer: Answer) -> Page:
        if answer.status in (401, 403):
            raise SourceError(
                source, f"its server refuses it (status {answer.status})", "save the page and give the file"
            )
        if answer.status in (404, 410):
            raise SourceError(source, f"there is no such page (status {answer.status})", "check the address")
        if answer.status != 200:
            raise SourceError(source, f"its server answers with status {answer.status}", _LATER)
        page = Page(url, answer.headers.get("Content-Type", ""), answer.body)
        validators = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
        self._memory.put(url, Remembered(*validators, page.type, page.body))
        return page

    def _ask(self, url: SplitResult, source: str, known: Remembered | None) -> Answer:
        """The answer to a request, tried again where that may help."""
        headers = {"User-Agent": self._settings.user_agent or _user_agent(), "Accept": _ACCEPT}
        if known is not None:
            conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
            headers |= {name: value for name, value in conditions.items() if value}
        wait = self._settings.backoff
        for left in range(self._settings.retries, -1, -1):
            try:
                answer = self._ask_once(url, source, headers)
            except Unreachable as error:
                trouble = str(error)
            else:
                if answer.status not in _TRANSIENT:
                    return answer
                trouble = f"its server answers with status {answer.status}"
                wait = max(wait, _retry_after(answer))
            if not left or wait > _LONGEST_WAIT:
                raise SourceError(source, trouble, _LATER)
            time.sleep(wait)
            wait *= 2
        raise AssertionError("the loop returns or raises")

    def _ask_once(self, url: SplitResult, source: str, headers: dict[str, str]) -> Answer:
        host = url.hostname or ""
        try:
            # Asked anew for each request, also after each redirect, and the connection goes where the check looked.
            addresses = resolve(
                host, url.port or PORTS[url.scheme], allow_private=self._settings.allow_private_addresses
            )
        except SourceError as error:
            where = "" if host in source else f"{host}: "
            raise SourceError(source, where + error.trouble, error.remedy) from error
        self._wait_for(url)
        try:
            *others, last = addresses[:_ADDRESSES]
            for address in others:
                with suppress(Unreachable):
                    return self._ask_address(url, address, headers, source)
            return self._ask_address(url, last, headers, source)
        finally:
            self._asked[host] = time.monotonic()

    def _ask_address(self, url: SplitResult, address: str, headers: dict[str, str], source: str) -> Answer:
        try:
            return ask(url, address, headers, timeout=self._settings.timeout, deadline=self._settings.deadline)
        except SourceError as error:
            raise SourceError(source, error.trouble, error.remedy) from error

    def _wait_for(self, url: SplitResult) -> None:
        """Leave its host the time between two requests that we promise, or that it asks for."""
        host = url.hostname or ""
        if host not in self._asked:
            return
        rules = self._robots.get(_origin(url))
        wanted = rules.crawl_delay(ROBOT) if isinstance(rules, Protego) else None
        delay = max(self._settings.delay, min(wanted or 0.0, _LONGEST_WAIT))
        time.sleep(max(0.0, self._asked[host] + delay - time.monotonic()))

    def _check_robots(self, url: SplitResult, source: str) -> None:
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, SourceError):
            where = "" if source.startswith(origin) else f"{origin}: "
            raise SourceError(source, where + rules.trouble, rules.remedy)
        if not rules.can_fetch(url.geturl(), ROBOT):
            raise SourceError(source, f"{origin}/robots.txt does not allow it", "save the page and give the file")

    def _read_robots(self, origin: str) -> Protego | SourceError:
        """The rules of a host: none where it has no such file, an error where it cannot say now (RFC 9309)."""
        address = f"{origin}/robots.txt"
        try:
            answer = self._robots_answer(address)
        except SourceError as error:
            return error
        allowed = Protego.parse("")
        return allowed if answer is None else Protego.parse(answer[:_ROBOTS_BYTES].decode("utf-8", "replace"))

    def _robots_answer(self, address: str) -> bytes | None:
        url = address
        for _ in range(self._settings.redirects + 1):
            parts = _split(url, address)
            answer = self._ask(parts, address, None)
            if answer.status == 200:
                return answer.body
            if answer.status not in _REDIRECTS:
                return None
            url = _join(url, answer, address)
        return None


def _split(url: str, source: str) -> SplitResult:
    try:
        return split_url(url)
    except ValueError as error:
        where = "" if url == source else f"it leads to {url[:200]!r}: "
        raise SourceError(source, f"{where}{error}", "give an address as https://host/path") from error


def _join(url: str, answer: Answer, source: str) -> str:
    """Where a redirect leads."""
    target = answer.headers.get("Location", "")
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise SourceError(source, f"it leads to {target[:200]!r}: {error}", "give the address where it ends") from error


def _origin(url: SplitResult) -> str:
    return f"{url.scheme}://{url.netloc}"


def _retry_after(answer: Answer) -> float:
    """The seconds that a server asks us to wait: a number or a date; 0 where it does not say."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0


@functools.cache
def _user_agent() -> str:
    return f"{ROBOT}/{importlib.metadata.version('space-cooperation-kg')}"
