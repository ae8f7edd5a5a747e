"""Real servers for tests, each on a free port of loopback with a folder of its own: Oxigraph, Virtuoso, and proxies."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

_VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 8
MaxKeepAlives = 8
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 120
[Client]
SQL_PREFETCH_ROWS = 100
SQL_PREFETCH_BYTES = 16000
"""


def oxigraph_program() -> str | None:
    """The server of the Python package oxigraph, beside this interpreter."""
    program = Path(sys.executable).with_name("oxigraph")
    return str(program) if program.exists() else shutil.which("oxigraph")


def virtuoso_program() -> str | None:
    """The server of the Debian package virtuoso-opensource."""
    return shutil.which("virtuoso-t") if shutil.which("isql-vt") else None


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, port: int = 0, *options: str) -> Iterator[str]:
    """``oxigraph serve`` on that folder; its address."""
    program, port = oxigraph_program(), port or free_port()
    assert program is not None
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/query", server)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso on that folder; its root address. Anyone may change it at /sparql, dba (dba) at /sparql-auth."""
    folder.mkdir(exist_ok=True)
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http))
    with subprocess.Popen(
        ["virtuoso-t", "+foreground"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://127.0.0.1:{http}"
            wait_for(f"{address}/sparql", server)
            grant = 'grant SPARQL_UPDATE to "SPARQL"; grant SPARQL_UPDATE to dba;'
            command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={grant}"]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            yield address
        finally:
            server.kill()  # nobody wants its data any more


def wait_for(url: str, server: "subprocess.Popen[bytes]", seconds: float = 500) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            requests.get(url, params={"query": "ASK {}"}, timeout=5)
            return
        except requests.exceptions.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url} within {seconds} s")
