"""Sources: files, addresses and streams, each turned into articles or a line that says why not."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final, cast

from kg.errors import SourceError
from kg.ingestion import feeds
from kg.ingestion.characters import decode, one_line
from kg.ingestion.dates import stamped_date
from kg.ingestion.draft import Draft
from kg.ingestion.fetch import Fetcher, FetchSettings
from kg.ingestion.files import is_about, open_files
from kg.ingestion.forms import (
    form_of_content,
    form_of_name,
    form_of_type,
    is_url_list,
    is_wanted,
    packed_form,
    stem_of_name,
)
from kg.ingestion.guard import Guard
from kg.ingestion.html import read_html
from kg.ingestion.jsonl import read_array, read_lines
from kg.ingestion.packed import DEPTH, unpack_members, unpack_stream
from kg.ingestion.reading import MAX_BYTES, Content, Form, article_of, failure_of, printable, stream_of
from kg.ingestion.single import HARMLESS, SingleForm, may_hang, read_single
from kg.ingestion.table import read_table
from kg.ingestion.urls import is_web_address, same_site, split_url, stem_of
from kg.model import Article, Failure

__all__ = ["MAX_BYTES", "FetchSettings", "read_sources"]

_RECORDS: Final = {"jsonl": read_lines, "json": read_array, "csv": read_table}
_LIST: Final = "put the addresses of pages into it, one a line"


def read_sources(
    sources: Iterable[str], settings: FetchSettings | None = None, *, pages: Collection[str] | None = None
) -> Iterator[Article | Failure]:
    """Read each source in order: exactly one `Article` or `Failure` for each article that is there to be read.

    A source is a file, a folder (with all below it, in the order of names; hidden files, unknown suffixes and READMEs
    are passed over), a pattern such as ``news/**/*.txt``, an http or https address, or ``-`` for standard input.
    Files and pages may be plain text, HTML, Markdown, PDF or mail, which are one article; JSON Lines, a JSON array or
    CSV, of which each record is one; an RSS or Atom feed, a sitemap or a list of addresses, whose pages are fetched
    as ``settings`` say; a WARC archive; and any of them packed as gzip, Zstandard or ZIP. A source in which there is
    nothing to read is one `Failure`. Never raises for what a source contains; large files are read as they are needed.

    Of the addresses that lists name only ``pages`` are fetched, where they are given, and what these list in turn.
    """
    with Guard() as guard, Fetcher(settings or FetchSettings()) as fetcher:
        reader = _Reader(guard, fetcher, pages)
        for source in sources:
            if "://" in source[:12] or source[:5].lower() == "file:":
                yield from reader.read_address(source)
                continue
            for content in open_files(source):
                if isinstance(content, Failure):
                    yield content
                else:
                    yield from _within(content.name, reader.read(content))


def _within(container: str, found: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """What was found in something that can be opened by its name; what is nearer to an article counts."""
    for one in found:
        yield one if one.container or one.source == printable(container) else replace(one, container=container)


class _Reader:
    """Reads contents of all forms, those that other contents hold or point to included."""

    def __init__(self, guard: Guard, fetcher: Fetcher, pages: Collection[str] | None) -> None:
        self._guard = guard
        self._fetcher = fetcher
        self._pages = pages
        self._lists = set[str]()  # addresses of lists that were read, which may name each other

    def read(self, content: Content) -> Iterator[Article | Failure]:
        """The articles of a content; what cannot be read is a failure in its place."""
        try:
            yield from self._read(content)
        except SourceError as error:
            yield failure_of(error)
        except OSError as error:
            trouble = f"{error.strerror or error} (check its name and permissions)"
            yield Failure(printable(content.name), "read", printable(trouble))

    def read_address(
        self, url: str, *, depth: int = 0, entry: feeds.Entry | None = None
    ) -> Iterator[Article | Failure]:
        """The article at an address, or those of the list that is there. ``entry`` is what a list says of it."""
        try:
            content = self._fetched(url, depth)
        except SourceError as error:
            yield failure_of(error)
            return
        for found in _within(url, self.read(content)):
            if isinstance(found, Article) and entry is not None:
                yield replace(found, title=found.title or entry.title, published=found.published or entry.published)
            else:
                yield found

    def _read(self, content: Content) -> Iterator[Article | Failure]:
        form = content.form or form_of_content(content)
        if form in ("gz", "zst"):
            inner = unpack_stream(replace(content, form=form))
            name = content.name.rsplit(".", 1)[0]
            yield from self._read(replace(inner, form=packed_form(inner) or form_of_name(name)))
        elif form == "zip":
            yield from self._members(content)
        elif form == "warc":
            from kg.ingestion.warc import read_warc  # seldom needed

            for page in read_warc(content):
                if isinstance(page, SourceError):
                    yield failure_of(page)
                else:
                    yield from self.read(page)
        elif form in _RECORDS:
            yield from _records(content, form)
        elif form == "xml":
            yield from self._list(content)
        else:
            yield from self._single(content, form)

    def _single(self, content: Content, form: Form) -> Iterator[Article | Failure]:
        raw = content.read()
        if form == "urls" or (form == "plain" and raw.lstrip()[:4].lower() in (b"http", b"#")):
            text = decode(raw, content.name, charset=content.charset)
            if is_url_list(text):
                yield from self._addresses(text, content)
                return
            if form == "urls":
                raise SourceError(content.name, "not a list of addresses", _LIST)
        single = cast(SingleForm, form)
        arguments = raw, single, content.name, content.charset
        draft = (
            self._guard.call(content.name, read_single, *arguments)
            if may_hang(raw, single)
            else read_single(*arguments)
        )
        if content.url and not same_site(draft.url, content.url):  # a page speaks for its own site alone
            draft = replace(draft, url=content.url)
        draft = replace(draft, published=draft.published or stamped_date(content.stem))
        yield article_of(draft, content.name, id=content.stem, place=content.place)

    def _members(self, content: Content) -> Iterator[Article | Failure]:
        found = False
        for member in unpack_members(content):
            name = member.subject if isinstance(member, SourceError) else member.name
            path = name.removeprefix(content.name + "/")
            if not is_wanted(path) or is_about(path):
                continue
            found = True
            if isinstance(member, SourceError):
                yield failure_of(member)
            else:
                yield from self.read(replace(member, form=form_of_name(path)))
        if not found:
            raise SourceError(content.name, "no article in this archive", "give one with files that can be read")

    def _addresses(self, text: str, content: Content) -> Iterator[Article | Failure]:
        lines = (line.strip() for line in text.split("\n"))
        for url in dict.fromkeys(line for line in lines if line and line[0] != "#"):
            if self._is_wanted(url, content):
                yield from self.read_address(url, depth=content.depth + 1)

    def _is_wanted(self, url: str, list: Content) -> bool:
        return self._pages is None or url in self._pages or list.name in self._pages

    def _list(self, content: Content) -> Iterator[Article | Failure]:
        if content.url in self._lists or content.depth > DEPTH:
            raise SourceError(content.name, "this list is in a list that it contains", "give the addresses of pages")
        if content.url:
            self._lists.add(content.url)
        raw = content.read()
        arguments = raw, content.name, content.url
        entries = (
            self._guard.call(content.name, feeds.read_list, *arguments)
            if len(raw) > HARMLESS
            else feeds.read_list(*arguments)
        )
        for number, entry in enumerate(entries, start=1):
            if not entry.content:
                if self._is_wanted(entry.url, content):
                    yield from self.read_address(entry.url, depth=content.depth + 1, entry=entry)
                continue
            try:
                yield self._entry(entry, content, number)
            except SourceError as error:
                yield failure_of(error)

    def _entry(self, entry: feeds.Entry, content: Content, number: int) -> Article:
        """The article that a feed brings whole."""
        place = entry.url or f"{content.name}:{number}"
        page = f"<html><body><article><h1>{entry.title}</h1>{entry.content}</article></body></html>"
        draft = self._guard.call(place, read_html, page, place) if len(page) > HARMLESS else read_html(page, place)
        draft = Draft(
            text=draft.text,
            title=entry.title or draft.title,
            author=entry.author or draft.author,
            publisher=entry.publisher,
            published=entry.published or draft.published,
            url=entry.url,
            lang=entry.lang,
        )
        try:
            stem = stem_of(entry.url)
        except ValueError:
            stem = f"{content.stem}#{number}"
        return article_of(draft, place, id=stem)

    def _fetched(self, url: str, depth: int) -> Content:
        if not is_web_address(url):
            remedy = "give the path of a file, or an address as https://host/path"
            raise SourceError(url, "only http and https addresses are fetched", remedy)
        page = self._fetcher.fetch(url)
        path = split_url(page.url).path
        form, charset = form_of_type(page.type)
        if form in (None, "plain"):  # servers send what they do not know as plain text
            form = form_of_name(path) if form is None or form_of_name(path) != "html" else form
        stream = stream_of(page.body)
        stem = stem_of_name(path) or stem_of(page.url)
        content = Content(url, one_line(stem), stream, form, url=page.url, charset=charset, depth=depth)
        if form in (None, "html") and form_of_content(content) == "xml":  # a feed that is sent as a page
            return replace(content, form="xml")
        return content


def _records(content: Content, form: Form) -> Iterator[Article | Failure]:
    for number, place, found in _RECORDS[form](content):
        try:
            if isinstance(found, SourceError):
                raise found
            yield article_of(found, place, id=f"{content.stem}#{number}")
        except SourceError as error:
            yield failure_of(error)
