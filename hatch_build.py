"""A check of every wheel and sdist: the query editor, which is not kept in git, must have been made."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorIsMade(BuildHookInterface):  # type: ignore[type-arg]
    """Ends a build that would leave the query page without its editor. An editable installation may go without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises `SystemExit` with what to do."""
        made = Path(self.root, "kg", "server", "static", "vendor", "yasgui.min.js")
        if version != "editable" and not made.is_file():
            raise SystemExit(f"{made}: the query editor is missing (make web)")
