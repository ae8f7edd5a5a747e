"""URLs: one canonical form for the many ways to write the address of the same article."""

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit, urlunsplit

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
#: Parameters that say how a reader came to a page, never which page it is.
_TRACKING: Final = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|oly|vero|wt|ga|_hs)_[\w-]*"
    r"|(?:fb|g|dc|ms|tw|y|tt|sc|ir)clid|gclsrc|gbraid|wbraid|li_fat_id|igshid|igsh|mc_[ce]id|mkt_tok|_hsenc|_hsmi"
    r"|cmpid|campaign_?id|ocid|ncid|sr_share|at_(?:medium|campaign|custom\d|link\w*)|xtor|spm|s_cid|srsltid|ref_src",
    re.IGNORECASE,
)
_SESSION: Final = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
#: Characters that may stand in a path or query as they are; what is escaped needlessly is written out.
_PATH: Final = "/:@!$&'()*+,;=~-._"
_QUERY: Final = _PATH + "?"
_UNRESERVED: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`]")


def is_web_address(text: str) -> bool:
    """Whether the text begins as an http or https URL does, in any case."""
    return text[:8].lower().startswith(("http://", "https://"))


def split_url(url: str) -> SplitResult:
    """The parts of an absolute http or https URL: its host in lower case, all of it in ASCII.

    Raises `ValueError`, whose text says what is wrong: another scheme, no host, a host or a port that none can be,
    a user name, characters that no URL may hold.
    """
    if found := _FORBIDDEN.search(url):
        raise ValueError(f"it holds {found[0]!r}, which no address may")
    parts = urlsplit(url)
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise ValueError("it is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a user name or password")
    port = parts.port  # ValueError where it is none
    host = _host(parts.hostname or "")
    if ":" in host:
        host = f"[{host}]"
    scheme = parts.scheme.lower()
    location = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    path, query, fragment = _escaped(parts.path or "/", _PATH), _escaped(parts.query, _QUERY), parts.fragment
    return SplitResult(scheme, location, path, query, _escaped(fragment, _QUERY))


def canonical_url(url: str) -> str:
    """The form of ``url`` by which an article is known: equal for addresses that surely mean the same page.

    Scheme ``https`` (how a page is fetched does not say which it is), host in lower case and ASCII without a final dot,
    no default port, no ``.`` and ``..``, escapes in one form, parameters sorted and without those that track readers,
    no session, no fragment (a client's route ``#!…`` stays). The host's ``www.`` and a final slash stay: they may
    matter. Doing it twice changes nothing. Raises `ValueError` as `split_url` does.
    """
    parts = split_url(url.strip())
    path = _SESSION.sub("", parts.path)
    query = "&".join(sorted(_parameters(parts.query)))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    location = parts.netloc.removesuffix(":443") if parts.scheme == "http" else parts.netloc
    return urlunsplit(("https", location, _without_dots(path), query, fragment))


def same_site(one: str, other: str) -> bool:
    """Whether both URLs lie on the same host, be it with ``www.``, ``m.`` or ``amp.`` before it. False for no URLs."""
    try:
        hosts = {re.sub(r"\A(?:www|m|amp)\.", "", split_url(url).netloc) for url in (one, other)}
    except ValueError:
        return False
    return len(hosts) == 1


def stem_of(url: str) -> str:
    """A short name for the page: the last part of its path without suffix, or its host where it has none."""
    parts = split_url(url)
    last = next((part for part in reversed(parts.path.split("/")) if part), "")
    name = unquote_to_bytes(last).decode("utf-8", "replace")
    return re.sub(r"\.\w{1,5}\Z", "", name) or parts.netloc


def _host(host: str) -> str:
    if not host.strip("."):
        raise ValueError("it names no host")
    if ":" in host:
        return str(ipaddress.IPv6Address(host.partition("%")[0]))  # ValueError where it is none
    try:
        ascii_host = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"no host can be called {host[:60]!r}") from error
    if not re.fullmatch(r"[a-z0-9._-]{1,253}", ascii_host):
        raise ValueError(f"no host can be called {host[:60]!r}")
    return ascii_host


def _parameters(query: str) -> list[str]:
    return [pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]


def _escaped(text: str, safe: str) -> str:
    """``text`` with escapes in upper case, none for what needs none, and one for all that is not ASCII."""

    def rewrite(found: re.Match[str]) -> str:
        byte = int(found[0][1:], 16)
        return chr(byte) if byte in _UNRESERVED else found[0].upper()

    # "%" is safe where it begins an escape; a bare one becomes %25
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(_ESCAPE.sub(rewrite, text), safe=safe + "%", errors="replace")


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4, for a path that begins with a slash."""
    kept: list[str] = []
    steps = path.split("/")[1:]
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if step == "..":
            kept = kept[:-1]
        elif step != ".":
            kept.append(step)
            continue
        if last:
            kept.append("")
    return "/" + "/".join(kept)
