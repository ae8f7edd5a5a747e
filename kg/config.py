"""Settings and where bundled resources lie: the one place that reads the environment."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

#: Claims below this confidence get a claim node but no plain triple. Chosen for precision on the gold articles.
CONFIDENCE_THRESHOLD: Final = 0.5

#: The folder, inside a store, of the dataset in which entities have their canonical names (`kg.resolution.dataset`).
CANONICAL: Final = "canonical"

#: How a store is named: by its directory, or by the address of a server.
Place: TypeAlias = str | os.PathLike[str]

_PACKAGE: Final = Path(__file__).parent


def resource(name: str) -> Path:
    """A bundled file or folder, as ``ontology/shapes.ttl`` or ``data/articles``.

    In a wheel they lie inside the package (``kg/_resources``), in a checkout beside it. Raises `FileNotFoundError`.
    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name}: not bundled with this installation (reinstall space-cooperation-kg)")


def default_store() -> str:
    """Where the graph is kept: ``KG_STORE``, else ``./kg-store``."""
    return os.environ.get("KG_STORE") or "kg-store"


def is_address(store: Place) -> bool:
    """Whether a store is named by an address on the web, not by a directory."""
    return str(store).startswith(("http://", "https://"))


def use_one_thread() -> None:
    """Let numpy's linear algebra use one thread, unless the user says otherwise. Call it before numpy is imported.

    Measured with the models on two cores: a second thread doubles the processor time and makes nothing faster, and two
    processes are slower than one where each has two threads.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def state_folder() -> Path:
    """Where the program keeps what is to last and belongs to no store directory: below ``XDG_STATE_HOME``."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "space-cooperation-kg"


@dataclass(frozen=True, slots=True)
class StoreLogin:
    """How to log in at a remote store: by user and password, or by a bearer token; nothing is known where both lack."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:  # a password is for no traceback
        return f"<StoreLogin {self.user or ('by token' if self.token else 'none')}>"


def store_login() -> StoreLogin:
    """``KG_STORE_TOKEN``, or ``KG_STORE_USER`` and ``KG_STORE_PASSWORD``: in the environment ps does not show them."""
    return StoreLogin(*(os.environ.get(f"KG_STORE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))


def store_timeout() -> float:
    """How many seconds a remote store may take for an answer: ``KG_STORE_TIMEOUT``, else 120."""
    try:
        return max(0.1, float(os.environ.get("KG_STORE_TIMEOUT") or 120))
    except ValueError:
        return 120.0


def store_update_address() -> str:
    """Where a remote store takes updates, if its address for queries does not tell: ``KG_STORE_UPDATE``."""
    return os.environ.get("KG_STORE_UPDATE", "")


def spacy_model() -> str | None:
    """An installed spaCy pipeline to use instead of the pinned one: ``KG_SPACY_MODEL``."""
    return os.environ.get("KG_SPACY_MODEL") or None
