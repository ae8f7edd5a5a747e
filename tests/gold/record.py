"""Writes tests/gold/baseline.json: ``python -m tests.gold.record``, after a new model or new gold articles.

Look at the differences before they are committed: a lower score needs a reason in the commit message.
"""

import sys

from tests.gold.gold import BASELINE, measured


def main() -> None:
    """Measure and write. Raises `SystemExit` if an article could not be read."""
    result = measured()
    if result.failures:
        sys.exit("\n".join(f"{x.source}: {x.error}" for x in result.failures))
    BASELINE.write_text(result.baseline().to_json(), encoding="utf-8", newline="\n")
    for part, scopes in result.scores.items():
        for scope, figures in scopes.items():
            print(f"{part:5} {scope:9}" + "".join(f" {name} {value:.4f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
