"""Markdown: headings, paragraphs, lists and tables as plain lines, and the flat keys of front matter."""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from trafilatura import html2txt

from kg.ingestion.characters import clean, one_line, tidy
from kg.ingestion.dates import parse_date
from kg.ingestion.draft import Draft
from kg.ingestion.plain import read_lines, with_headline

_FRONT_MATTER: Final = re.compile(r"\A\s*---[ ]*\n(?P<keys>.*?\n)?(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][\w-]*)\s*:\s*(?P<value>.*)")
_COMMENT: Final = re.compile(r"\s+#.*")
_SPACES: Final = re.compile(" {2,}")  # where a picture stood
_WEB: Final = re.compile(r"https?://\S+")


def read_markdown(text: str) -> Draft:
    """The article in ``text``. Its headline (front matter or first heading) is the first line of the body.

    Of the front matter only keys with plain values on one line are read: ``title``, ``author``, ``publisher``,
    ``published`` or ``date``, ``url``, ``lang``. Everything nested is passed over.
    """
    text = clean(text).lstrip()
    keys: dict[str, str] = {}
    if (matter := _FRONT_MATTER.match(text)) and _KEY.match(matter["keys"] or "key:"):  # a rule is three hyphens, too
        keys = dict(_flat_keys(matter["keys"] or ""))
        text = text[matter.end() :]
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    lines = tidy("\n\n".join(filter(None, _blocks(tree)))).split("\n")
    title = keys.get("title") or _first_heading(tree)
    read = read_lines(lines, title=title)
    url = keys.get("url") or keys.get("canonical") or keys.get("link", "")
    lang = keys.get("lang") or keys.get("language", "")
    return Draft(
        text=with_headline(read.title, read.body),
        title=read.title,
        author=keys.get("author") or keys.get("authors") or read.author,
        publisher=keys.get("publisher") or read.publisher,
        published=parse_date(keys.get("published") or keys.get("date", "")) or read.published,
        url=url if _WEB.fullmatch(url) else "",
        lang=lang,
        lang_trusted=bool(lang),
    )


def _flat_keys(matter: str) -> Iterator[tuple[str, str]]:
    for line in matter.split("\n"):
        found = _KEY.fullmatch(line.rstrip())
        if not found:
            continue  # nested, or the rest of a long value
        value = found["value"].strip()
        if value[:1] in ("'", '"') and len(value) > 1:
            quote = value[0]
            value = value[1 : value.find(quote, 1)] if value.find(quote, 1) > 0 else value[1:]
        elif value[:1] in ("{", "|", ">", "&", "*", "!"):
            continue
        else:
            value = _COMMENT.sub("", value).strip("[]")
        if value := one_line(value):
            yield found["key"].lower(), value


def _first_heading(tree: SyntaxTreeNode) -> str:
    for node in tree.children:
        if node.type == "heading":
            return _inline(node) if node.tag == "h1" else ""
    return ""


def _blocks(parent: SyntaxTreeNode) -> Iterator[str]:
    for node in parent.children:
        if node.type in ("heading", "paragraph"):
            yield _SPACES.sub(" ", _inline(node)).strip()
        elif node.type in ("bullet_list", "ordered_list"):
            yield "\n".join(_items(node))
        elif node.type == "blockquote":
            yield from _blocks(node)
        elif node.type == "table":
            yield "\n".join(" | ".join(map(_inline, row.children)) for part in node.children for row in part.children)
        elif node.type == "html_block":
            yield html2txt(f"<html><body>{node.content}</body></html>")
        elif node.type == "code_block":  # prose that somebody indented
            yield node.content


def _items(items: SyntaxTreeNode) -> Iterator[str]:
    start = int(items.attrs.get("start", 1)) if items.type == "ordered_list" else None
    for place, item in enumerate(items.children):
        mark = "-" if start is None else f"{start + place}."
        lines = [line for block in _blocks(item) for line in block.split("\n") if line]
        yield from [f"{mark} {lines[0]}", *lines[1:]] if lines else []


def _inline(node: SyntaxTreeNode) -> str:
    """The text of a paragraph: that of links without their addresses, no pictures, no tags."""
    if node.type == "image":
        return ""
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type == "html_inline":
        return "\n" if node.content.lower().startswith("<br") else ""
    return "".join(map(_inline, node.children))
