"""What every wheel and sdist contains beside the Python: the query editor and the explorer, made where missing."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: A file of each part, and what web/make.py calls the part.
_PARTS = {"vendor/yasgui.min.js": "editor", "explorer/explorer.js": "explorer"}


class PagesAreMade(BuildHookInterface):  # type: ignore[type-arg]
    """Makes what is missing, with Node from the Python package that carries it; an editable one goes without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises `CalledProcessError` where a part cannot be made; its program has said why."""
        if version == "editable":
            return
        root = Path(self.root)
        for file, part in _PARTS.items():
            if not (root / "kg" / "server" / "static" / file).is_file():
                subprocess.run([sys.executable, str(root / "web" / "make.py"), part], check=True)
