"""An endpoint: a server's addresses for queries and updates, and requests to it that are repeated, or explained."""

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Final, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth
from urllib3.util.retry import Retry

from kg.config import StoreLogin, store_login, store_timeout, store_update_address
from kg.errors import QueryError, StoreError

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"

#: How often a request is repeated that did not get through: at once, then after 1, 2, 4, … at most 20 s. A query that
#: took too long is not: it would again.
READING: Final = Retry(2, read=0)
WRITING: Final = Retry(7)
_ONCE: Final = Retry(0)

#: Statuses by which a server says that another try may help.
_BUSY: Final = (429, 502, 503, 504)
_CONNECT: Final = 10.0
_NO_LOGIN: Final = "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, or add the server to ~/.netrc"
_ADDRESS: Final = (
    "give the address of its SPARQL endpoint, as http://localhost:7878/query or http://localhost:8890/sparql"
)


class Endpoint:
    """One server. Every request may be repeated, so none must mean something else the second time.

    Open it with `open`. All methods raise `StoreError` where the server cannot be reached or refuses, `QueryError`
    where it does not take the query.
    """

    def __init__(self, address: str, query: str, tries: Retry, login: StoreLogin) -> None:
        self.address = address  #: as the user gave it, for messages
        self._query = query
        self._update = store_update_address() or _update_address(query)
        self._login = login
        self._logins: dict[str, AuthBase] = {}
        self._timeout = store_timeout()
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"space-cooperation-kg/{version('space-cooperation-kg')}"
        again = tries.new(
            backoff_factor=0.5,
            backoff_max=20,
            backoff_jitter=0.2,
            status_forcelist=_BUSY,
            allowed_methods=None,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=again))
        self.server = ""  #: what the server calls itself

    @classmethod
    def open(cls, address: str, tries: Retry) -> Self:
        """The endpoint at an address, which is asked whether it is one. ``http://host:port`` alone will do."""
        parts = urlsplit(address)
        if parts.username or parts.password:
            raise StoreError(
                f"{parts.scheme}://{parts.hostname}",
                "an address must not hold a password: others can see it",
                _NO_LOGIN,
            )
        address = address.rstrip("/")
        guesses = [address] if parts.path.strip("/") else [f"{address}/query", f"{address}/sparql"]
        login = store_login()
        for guess in guesses:
            endpoint = cls(address, guess, _ONCE, login)
            answer = endpoint._post(guess, {"query": "ASK {}"}, ROWS)
            if answer.status_code != 404 or guess == guesses[-1]:
                endpoint._check(answer, ROWS)
                break
        found = cls(address, endpoint._query, tries, login)
        found.server = answer.headers.get("Server", "")
        return found

    def rows(self, sparql: str, **dataset: str) -> bytes:
        """The answer to a SELECT or an ASK, as SPARQL results in JSON, whole."""
        return self._ask(sparql, ROWS, dataset)

    def triples(self, sparql: str, **dataset: str) -> bytes:
        """The answer to a CONSTRUCT or a DESCRIBE, as N-Triples, whole."""
        return self._ask(sparql, TRIPLES, dataset)

    def update(self, sparql: str) -> None:
        """Have the server carry out an update."""
        self._check(self._post(self._update, {"update": sparql}, "*/*"), "")

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def _ask(self, sparql: str, form: str, dataset: Mapping[str, str]) -> bytes:
        parameters = {name.replace("_", "-"): value for name, value in dataset.items()}
        answer = self._post(self._query, {"query": sparql, **parameters}, form)
        self._check(answer, form)
        return answer.content

    def _post(self, url: str, form: Mapping[str, str], accept: str) -> requests.Response:
        answer = self._send(url, form, accept)
        chosen = None if url in self._logins else self._chosen(url, answer)
        if chosen is not None:
            self._logins[url] = chosen
            answer = self._send(url, form, accept)
        return answer

    def _send(self, url: str, form: Mapping[str, str], accept: str) -> requests.Response:
        try:
            return self._session.post(
                url,
                data=form,
                headers={"Accept": accept},
                auth=self._logins.get(url) or _Token(self._login.token),
                timeout=(_CONNECT, self._timeout),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise StoreError(
                self.address, f"its certificate is not trusted: {_reason(error)}", "REQUESTS_CA_BUNDLE names your own"
            ) from None
        except requests.exceptions.RequestException as error:
            if isinstance(error, requests.exceptions.ReadTimeout) or "Read timed out" in str(error):
                raise StoreError(
                    self.address,
                    f"gave no answer within {self._timeout:g} s",
                    "ask for less, or set KG_STORE_TIMEOUT to more seconds",
                ) from None
            raise StoreError(
                self.address, f"cannot be reached: {_reason(error)}", "start the server, or check the address"
            ) from None

    def _chosen(self, url: str, answer: requests.Response) -> AuthBase | None:
        """The login that the server asks for, if we have one. A password is sent only once the server has asked."""
        if answer.status_code != 401 or self._login.token:
            return None
        user, password = self._login.user, self._login.password
        if not user:
            user, password = get_netrc_auth(url) or ("", "")
        wanted = answer.headers.get("WWW-Authenticate", "").lower()
        if not user:
            return None
        if "digest" in wanted:
            return HTTPDigestAuth(user, password)
        return HTTPBasicAuth(user, password) if "basic" in wanted else None

    def _check(self, answer: requests.Response, form: str) -> None:
        status, kind = answer.status_code, answer.headers.get("Content-Type", "").partition(";")[0].strip()
        if status == 401:
            known = self._login.token or self._logins
            trouble = "refuses the login" if known else "wants a login"
            raise StoreError(self.address, f"{trouble} (401)", _NO_LOGIN)
        if status == 403:
            raise StoreError(self.address, "does not allow this (403)", "ask its operator for the permission")
        if status in (404, 405):
            raise StoreError(self.address, f"there is no SPARQL endpoint at {answer.url} ({status})", _ADDRESS)
        if 300 <= status < 400:
            raise StoreError(
                self.address, f"is moved ({status})", f"use {answer.headers.get('Location', 'its new address')}"
            )
        if status in (400, 500) and form:
            raise QueryError(self.address, f"does not answer this query: {_first_line(answer)}")
        if status == 504:
            raise StoreError(self.address, f"gave up ({status}): {_first_line(answer)}", "ask for less")
        if status >= 400:
            raise StoreError(self.address, f"failed ({status}): {_first_line(answer)}", "see what the server logs")
        if form and not _fits(kind, form):
            raise StoreError(self.address, f"is no SPARQL endpoint: it answers with {kind or 'nothing'}", _ADDRESS)
        if "X-SPARQL-MaxRows" in answer.headers:
            raise Truncated(
                self.address,
                f"cuts answers after {answer.headers['X-SPARQL-MaxRows']} rows",
                "ask for less, or raise ResultSetMaxRows in its virtuoso.ini",
            )


class Truncated(QueryError):
    """The server has left out a part of the answer, and says so."""


class _Token(AuthBase):
    """A bearer token where there is one; else nothing, not even what requests would find in netrc by itself."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _update_address(query: str) -> str:
    """Where updates go: Oxigraph and Fuseki have them beside /query, RDF4J and GraphDB below, all others take both."""
    if query.endswith("/query"):
        return query.removesuffix("query") + "update"
    if re.search(r"/repositories/[^/]+$", query):
        return query + "/statements"
    return query


def _fits(kind: str, form: str) -> bool:
    return kind == form or (form == TRIPLES and kind in ("text/plain", "text/ntriples"))


def _first_line(answer: requests.Response) -> str:
    text = answer.text.strip()
    return text.splitlines()[0][:300] if text else str(answer.reason)


def _reason(error: Exception) -> str:
    """The innermost reason that the libraries give, without their names for themselves."""
    text = str(error)
    found = re.search(r"\[Errno -?\d+\] ([^\"')]+)|(certificate verify failed[^(\"']*)|'([^'()]+)'\)+$", text)
    return (next(filter(None, found.groups())) if found else text).strip()
