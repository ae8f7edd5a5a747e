"""The suite of all stores against real servers, and what only servers do: logins, errors, cut answers, dead writers.

A server that is missing is a failure where CI is set, and skips with the reason elsewhere.
"""

import http.server
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests

import kg
from kg import rdf
from kg.cli import run
from kg.config import Place
from kg.errors import StoreError
from kg.queries import QUESTIONS, ask
from kg.store import Reader, open_reader, open_store
from kg.store.endpoint import WRITING, Endpoint
from kg.store.remote import RemoteStore
from kg.store.standard import COMING
from kg.store.virtuoso import STATE, VERSION, Virtuoso
from tests.integration.newsroom import STORIES
from tests.servers import free_port, oxigraph, oxigraph_program, virtuoso, virtuoso_program
from tests.stores import ONE, TWO, StoreSuite, canonical, content, line, quads, rows

ROOT = Path(kg.__file__).parent.parent
#: In memory where possible: no test here is about the disk.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def needed(program: str | None, name: str) -> None:
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not here")
        pytest.skip(f"{name} is not here")


@pytest.fixture(scope="module")
def oxigraph_server() -> Iterator[str]:
    needed(oxigraph_program(), "oxigraph (pip install oxigraph)")
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, oxigraph(Path(folder)) as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso_server() -> Iterator[str]:
    needed(virtuoso_program(), "Virtuoso (apt-get install virtuoso-opensource)")
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, virtuoso(Path(folder)) as address:
        yield address


@pytest.fixture(autouse=True)
def _no_traces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Journals and locks of this test's own, and no logins of the user's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("NETRC", os.devnull)
    for name in ("USER", "PASSWORD", "TOKEN", "TIMEOUT", "UPDATE"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)


def emptied(address: str) -> str:
    """A Virtuoso in which this program has written and nothing is left: in two requests, for there are many tests."""
    server = Virtuoso(Endpoint.open(address, WRITING))
    clearing = [f"CLEAR GRAPH <{graph}>" for graph in server._named()]
    server.endpoint.update(" ;\n".join([*clearing, f"INSERT DATA {{ GRAPH <{STATE}> {{ <{STATE}> {VERSION} '' }} }}"]))
    return address


class RemoteSuite(StoreSuite):
    """What every server must do besides."""

    def test_readers_see_each_article_whole(self, place: Place) -> None:
        old, new = quads(ONE, *map(str, range(150))), quads(ONE, *map(str, range(100, 250)))
        seen, done = set[frozenset[object]](), threading.Event()

        def look() -> None:
            while not done.is_set():
                with open_reader(place) as reader:
                    seen.add(frozenset(reader.quads(ONE)))
                    seen.add(frozenset(quad for quad in reader.quads() if quad.graph_name == ox.NamedNode(ONE)))

        with open_store(place) as store:
            store.replace(ONE, old)
            store.publish()
            with watching(look, done):
                for turn in range(6):
                    store.replace(ONE, (new, old)[turn % 2])
                    store.publish()
        assert seen <= {frozenset(old), frozenset(new)}
        assert seen

    def test_what_a_dead_writer_left_behind_is_taken_away(self, place: Place) -> None:
        store = open_store(place)
        assert isinstance(store, RemoteStore)
        store.replace(ONE, quads(ONE, "a"))
        store.publish()
        store._server.prepare(ONE, quads(ONE, "b"))  # as if the process had died: not moved, not unlocked in order
        store._waiting = {TWO: set(quads(TWO, "never sent"))}
        os.close(store._lock)
        with open_reader(place) as reader:
            assert reader.graphs() == [ONE]
            assert rows(reader.query("SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(?g = <" + ONE + ">) }")) == [("a",)]
        with open_store(place) as after:
            assert isinstance(after, RemoteStore)
            assert not [graph for graph in after._server._named() if graph.startswith(COMING)]
        assert content(place) == line(ONE, "a")

    def test_every_question_has_the_answer_of_the_embedded_store(
        self, place: Place, news_store: Path, tmp_path: Path
    ) -> None:
        with open_store(place) as store:
            for story in STORIES:
                extraction = story.extraction()
                store.replace(rdf_graph(extraction), rdf.quads_of(extraction))
        assert canonical(place) == canonical(news_store)
        with open_reader(place) as remote, open_reader(news_store) as embedded:
            for name, question in QUESTIONS.items():
                found, wanted = (answer_or_error(reader, name, question.example) for reader in (remote, embedded))
                assert found == wanted, name

    def test_the_commands_work(self, place: Place, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "background.ttl"
        file.write_text("@prefix e: <https://example.org/> . e:a e:p 1 .")
        store = ["--store", str(place)]
        assert run(["load", *store, "--graph", ONE, str(file)]) == 0
        assert run(["query", *store, "--format", "csv", "SELECT ?o { ?s ?p ?o }"]) == 0
        assert run(["export", *store, "--out", str(tmp_path / "out.nq")]) == 0
        assert run(["stats", *store]) == 0
        assert run(["runs", *store]) == 0
        assert run(["view", *store, "--out", str(tmp_path / "view.html")]) == 0
        assert run(["remove", *store, "nobody"]) == 1
        out, err = capfd.readouterr()
        assert "loaded" in out
        assert "o\r\n1\r\n" in out
        assert "nobody: there is no such article" in err
        assert f"<{ONE}>" in (tmp_path / "out.nq").read_text()
        assert "<html" in (tmp_path / "view.html").read_text()


class TestOxigraph(RemoteSuite):
    large = 6_000

    @pytest.fixture
    def place(self, oxigraph_server: str) -> Place:
        requests.post(f"{oxigraph_server}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
        return oxigraph_server


class TestVirtuoso(RemoteSuite):
    @pytest.fixture
    def place(self, virtuoso_server: str) -> Place:
        return emptied(f"{virtuoso_server}/sparql")

    def test_a_writer_that_died_while_moving_is_caught_up_with(self, place: Place) -> None:
        with open_store(place) as store:
            assert isinstance(store, RemoteStore)
            store.replace(ONE, quads(ONE, "a"))
            store.replace(TWO, quads(TWO, "a", "c"))
            store.publish()
            server = store._server
            server._move = lambda graphs: None  # type: ignore[attr-defined]  # dies here
            before = server.endpoint.update

            def no_clearing(sparql: str) -> None:
                if not sparql.startswith("CLEAR"):
                    before(sparql)

            server.endpoint.update = no_clearing  # type: ignore[method-assign]
            server.write({ONE: set(quads(ONE, "b")), TWO: set()})
        open_store(place).close()
        assert content(place) == line(ONE, "b")
        with open_reader(place) as reader:
            assert rows(reader.query("SELECT ?o { ?s ?p ?o }")) == [("b",)]

    def test_an_answer_that_is_cut_is_never_taken_for_a_whole_one(self, place: Place) -> None:
        many = quads(ONE, *map(str, range(2_000)))
        with open_store(place) as store:
            store.replace(ONE, many)
            with pytest.raises(kg.QueryError, match=r"cuts answers after 10000 rows.*ResultSetMaxRows"):
                store.query("SELECT ?a ?b ?c { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z }")
        with open_reader(place) as reader:
            assert set(reader.quads()) == set(many)

    def test_digest_login(self, virtuoso_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
        emptied(f"{virtuoso_server}/sparql")
        assert_login(f"{virtuoso_server}/sparql-auth", "dba", "dba", monkeypatch)


def rdf_graph(extraction: object) -> str:
    from kg.ids import article_iri

    return article_iri(extraction.article)  # type: ignore[attr-defined]


def answer_or_error(reader: Reader, name: str, parameters: Mapping[str, str]) -> object:
    try:
        return list(ask(reader, name, parameters))
    except kg.QueryError as error:
        return str(error)


@contextmanager
def watching(look: Callable[[], None], done: threading.Event) -> Iterator[None]:
    """Look again and again meanwhile; what goes wrong there goes wrong here."""
    troubles: list[BaseException] = []

    def guarded() -> None:
        try:
            look()
        except BaseException as error:  # noqa: BLE001  # raised below, in the test's own thread
            troubles.append(error)

    thread = threading.Thread(target=guarded)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=120)
    if troubles:
        raise troubles[0]


# logins


class Gate(http.server.BaseHTTPRequestHandler):
    """A proxy before a server that lets through who has the one right Authorization header."""

    protocol_version = "HTTP/1.1"
    behind = ""
    wanted = ""
    challenge = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Authorization") != self.wanted:
            self._answer(401, {"WWW-Authenticate": self.challenge}, b"")
            return
        sent = {name: self.headers[name] for name in ("Content-Type", "Accept")}
        request = urllib.request.Request(self.behind + self.path, body, sent)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                self._answer(answer.status, {"Content-Type": answer.headers.get("Content-Type", "")}, answer.read())
        except urllib.error.HTTPError as error:
            self._answer(error.code, {}, error.read())

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def gate(behind: str, wanted: str, challenge: str) -> Iterator[str]:
    kind = type("ThisGate", (Gate,), {"behind": behind, "wanted": wanted, "challenge": challenge})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def assert_login(address: str, user: str, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No login and a wrong one are refused, the right one reads and writes."""
    with pytest.raises(StoreError, match=r"wants a login \(401\).*KG_STORE_USER"):
        open_reader(address)
    monkeypatch.setenv("KG_STORE_USER", user)
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    with pytest.raises(StoreError, match=r"refuses the login \(401\)"):
        open_store(address)
    monkeypatch.setenv("KG_STORE_PASSWORD", password)
    assert_works(address)


def assert_works(address: str) -> None:
    with open_store(address) as store:
        store.replace(ONE, quads(ONE, "by login"))
    assert content(address) == line(ONE, "by login")
    with open_store(address) as store:
        store.remove(ONE)


def test_basic_login(oxigraph_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    requests.post(f"{oxigraph_server}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
    with gate(oxigraph_server, "Basic dTpwOnc=", 'Basic realm="kg"') as address:
        assert_login(address, "u", "p:w", monkeypatch)


def test_a_login_from_netrc(oxigraph_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login u password p:w\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with gate(oxigraph_server, "Basic dTpwOnc=", 'Basic realm="kg"') as address:
        assert_works(address)


def test_a_bearer_token(oxigraph_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with gate(oxigraph_server, "Bearer secret", "Bearer") as address:
        with pytest.raises(StoreError, match="wants a login"):
            open_reader(address)
        monkeypatch.setenv("KG_STORE_TOKEN", "wrong")
        with pytest.raises(StoreError, match="refuses the login"):
            open_reader(address)
        monkeypatch.setenv("KG_STORE_TOKEN", "secret")
        assert_works(address)


# errors


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/slow/query":
            time.sleep(3)
        status = {"/page": 200, "/moved": 301, "/closed": 403}.get(self.path, 404)
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Location", "https://example.org/sparql")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("/nothing", r"there is no SPARQL endpoint at http://127.*/nothing \(404\) \(give the address"),
        ("", r"there is no SPARQL endpoint at http://127.*/sparql \(404\)"),
        ("/page", "is no SPARQL endpoint: it answers with text/html"),
        ("/moved", r"is moved \(301\) \(use https://example.org/sparql\)"),
        ("/closed", r"does not allow this \(403\)"),
        ("/slow/query", "gave no answer within 0.5 s .*KG_STORE_TIMEOUT"),
    ],
)
def test_what_is_no_store_is_told_in_one_line(
    path: str, trouble: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_STORE_TIMEOUT", "0.5")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}{path}"
        try:
            with pytest.raises(StoreError, match=trouble):
                open_reader(address)
            assert run(["query", "--store", address, "ASK {}"]) == 1
        finally:
            server.shutdown()
            thread.join()
    assert capfd.readouterr().err.count("\n") == 1


def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    for open_it in (open_reader, open_store):
        with pytest.raises(StoreError, match=f"^{address}: cannot be reached: Connection refused .*start the server"):
            open_it(address)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match=r"must not hold a password.*KG_STORE_USER") as caught:
        open_reader("http://user:secret@127.0.0.1:1/query")
    assert "secret" not in str(caught.value)


def test_articles_without_their_union_are_not_silently_left_out(oxigraph_server: str) -> None:
    update = "DROP ALL; INSERT DATA { GRAPH <https://example.org/g> { <https://example.org/a> a <%s> } }"
    update %= kg.IRI.of("sc:Article")
    requests.post(f"{oxigraph_server}/update", data={"update": update}, timeout=60).raise_for_status()
    with pytest.raises(StoreError, match="default graph does not show"):
        open_reader(oxigraph_server)


def test_kg_serve_wants_a_directory(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--store", "http://127.0.0.1:1/query"]) == 2
    assert "name a directory" in capfd.readouterr().err


# trouble on the way


def test_a_server_that_restarts_is_waited_for(tmp_path: Path) -> None:
    needed(oxigraph_program(), "oxigraph (pip install oxigraph)")
    port = free_port()
    with oxigraph(tmp_path / "db", port) as address:
        store = open_store(address)
        store.replace(ONE, quads(ONE, "a"))
    restarted = threading.Event()

    def restart() -> None:
        time.sleep(0.5)
        with oxigraph(tmp_path / "db", port):
            restarted.wait(60)

    thread = threading.Thread(target=restart)
    thread.start()
    try:
        store.publish()  # repeats its request until the server is there again
        store.close()
        assert content(address) == line(ONE, "a")
    finally:
        restarted.set()
        thread.join()


def test_a_killed_run_is_resumed_to_the_same_graph(oxigraph_server: str, tmp_path: Path) -> None:
    from tests.integration.nightly import COUNT, ingest

    undisturbed = tmp_path / "undisturbed"
    ingest(undisturbed)
    requests.post(f"{oxigraph_server}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
    command = [sys.executable, "-m", "tests.integration.nightly", oxigraph_server]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        wait_for_articles(oxigraph_server, 40, process)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        assert process.returncode == -signal.SIGKILL
    with open_reader(oxigraph_server) as reader:
        assert 0 < len(reader.graphs()) < COUNT - 6 + 1
    ingest(oxigraph_server)
    assert canonical(oxigraph_server) == canonical(undisturbed)
    with open_reader(oxigraph_server) as remote, open_reader(undisturbed) as embedded:
        assert remote.serialize("nt") == embedded.serialize("nt")
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        assert rows(remote.query(count)) == rows(embedded.query(count))


def wait_for_articles(address: str, number: int, process: "subprocess.Popen[str]") -> None:
    """Wait until at least so many articles are in the store, while the writer is at work."""
    with open_reader(address) as reader:
        while len(reader.graphs()) < number:
            assert process.poll() is None, "the writer was quicker"
            time.sleep(0.05)
