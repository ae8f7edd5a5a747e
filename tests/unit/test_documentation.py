"""What users meet is documented, and what is documented is there."""

import re
import shlex
from pathlib import Path

import click
import pytest

from kg.cli import cli
from kg.cli.reference import reference

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands_of(page: Path) -> list[list[str]]:
    """The `kg` commands in the code blocks of a page, split as a shell would, variables and pipes left off."""
    blocks = re.findall(r"^```(?:sh|console|bash)?\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    text = re.sub(r"\\\n\s*", " ", "\n".join(blocks))
    found = []
    for line in re.findall(r"^(?:\$ )?(kg .*)$", text, re.MULTILINE):
        for part in re.split(r" (?:&&|\|) ", line):
            words = shlex.split(part, comments=True)
            if words[0] == "kg":
                found.append(words[1:])
    return found


def test_the_reference_is_that_of_the_commands() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == reference(), "run: make docs"


@pytest.mark.parametrize("name", list(cli.commands))
def test_every_command_option_and_argument_says_what_it_is(name: str) -> None:
    command = cli.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]}"
            assert f"`{parameter.opts[0]}" in reference()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_shown_could_be_given(page: Path) -> None:
    for words in commands_of(page):
        if words == ["--version"]:
            continue
        command = cli.commands[words[0]]
        with command.make_context(f"kg {words[0]}", words[1:]):
            pass


def test_the_readme_shows_every_command() -> None:
    shown = {words[0] for words in commands_of(ROOT / "README.md")}
    assert set(cli.commands) <= shown


def test_the_readme_leads_with_demo_and_test() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.index("make demo") < readme.index("make test") < readme.index("\n## ", readme.index("make test"))


def test_every_make_target_shown_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        blocks = re.findall(r"`make ([a-z]+)|^make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
        assert {a or b for a, b in blocks} <= targets, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_named_question_in_a_page_takes_the_parameters_shown() -> None:
    from kg.queries import question

    for page in PAGES:
        for words in commands_of(page):
            if "--name" in words:
                asked = question(words[words.index("--name") + 1])
                for place, word in enumerate(words):
                    if word == "--param":
                        asked.param(words[place + 1].partition("=")[0])


def test_no_page_or_setting_carries_the_address_of_a_package_registry() -> None:
    registries = re.compile(r"pypi\.org|pythonhosted|/simple/|npmjs|index-url https?:|extra-index-url")
    files = [
        *PAGES,
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
        *(ROOT / "requirements").iterdir(),
        ROOT / ".ci" / "run",
    ]
    for file in files:
        assert not registries.search(file.read_text("utf-8")), file
