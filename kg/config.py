"""Settings and where bundled resources lie: the one place that reads the environment."""

import os
from pathlib import Path
from typing import Final

#: Claims below this confidence get a claim node but no plain triple. Chosen for precision on the gold articles.
CONFIDENCE_THRESHOLD: Final = 0.5

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


def spacy_model() -> str | None:
    """An installed spaCy pipeline to use instead of the pinned one: ``KG_SPACY_MODEL``."""
    return os.environ.get("KG_SPACY_MODEL") or None
