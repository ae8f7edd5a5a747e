"""Sources of every form, made by hand: the same short article in each."""

import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from typing import Final

from backports import zstd
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TITLE: Final = "France and Russia expand cooperation in space"
BODY: Final = (
    "PARIS, September 5, 2019 — CNES and Roscosmos signed a memorandum of understanding on spaceflight in Paris.\n"
    "\n"
    "Both agencies will study a lander for the south pole of the Moon, and the ministers of both countries welcomed it."
)
PAGE: Final = (
    f"<!DOCTYPE html><html lang=en><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
    + "</article></body></html>"
)


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A PDF file with these lines on its pages, in the plainest form that the format knows."""
    count = len(pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(count))}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join(f"({_escaped(line)}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}\nET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< /Title ({_escaped(title)}) >>".encode("cp1252"))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(objects), start)
    )
    return out.getvalue()


def mail(*, html: bool = False, attachment: bytes = b"") -> bytes:
    """A mail message of CNES that carries the article as text, as HTML or as an attached PDF file."""
    message = EmailMessage()
    message["From"] = "CNES press office <press@cnes.example>"
    message["To"] = "reader@example.org"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Date"] = "Thu, 05 Sep 2019 10:00:00 +0200"
    message["Message-ID"] = "<1@cnes.example>"
    if attachment:
        message.add_attachment(attachment, maintype="application", subtype="pdf", filename="release.pdf")
    elif html:
        message.set_content(PAGE, subtype="html")
    else:
        message.set_content(BODY)
        message.add_alternative(PAGE, subtype="html")
    if message.is_multipart():
        message.set_boundary("=-=-=")  # else it is a random one, and no run is like another
    return message.as_bytes()


def feed(*entries: str) -> bytes:
    """An RSS feed with these items."""
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Space Digest</title><language>en</language>{items}</channel></rss>"
    ).encode()


def full_entry(url: str) -> str:
    """An item that brings the whole article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (BODY.split("\n\n") * 4))
    return (
        f"<title>{TITLE}</title><link>{url}</link><pubDate>Fri, 06 Sep 2019 08:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>"
    )


def atom(url: str) -> bytes:
    """An Atom feed with one entry that brings no more than a summary."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Space Digest</title>'
        f'<entry><title>{TITLE}</title><link href="{url}"/><updated>2019-09-06T08:00:00Z</updated>'
        "<summary>Both agencies signed…</summary></entry></feed>"
    ).encode()


def sitemap(*urls: str, index: bool = False) -> bytes:
    """A sitemap of these pages, or an index of these sitemaps."""
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    items = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{items}</{outer}>"
    ).encode()


def warc(*pages: tuple[str, str, bytes], packed: bool = False) -> bytes:
    """A web archive of answers: each URL, status line and type, and body."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number, (url, type, body) in enumerate(pages):
        status, _, type = type.partition(" ")
        headers = StatusAndHeaders(f"{status} X", [("Content-Type", type)], protocol="HTTP/1.1")
        names = {"WARC-Record-ID": f"<urn:uuid:{number:032}>", "WARC-Date": "2019-09-05T10:00:00Z"}
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=names
            )
        )
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    """A ZIP archive; ``__`` in a name is a slash and ``_`` before its end a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(".".join(name.replace("__", "/").rsplit("_", 1)), content)
    return out.getvalue()


def every_form() -> dict[str, bytes]:
    """One small valid file of each form that is read without the web, by file name."""
    record = {"title": TITLE, "published": "2019-09-05", "url": "https://example.org/a", "text": BODY}
    lines = (json.dumps(record) + "\n").encode()
    text = f"{TITLE}\n\n{BODY}\n".encode()
    return {
        "plain.txt": text,
        "page.html": PAGE.encode(),
        "note.md": f"# {TITLE}\n\n{BODY}\n\n* one\n* two\n\n| a | b |\n|---|---|\n| c | d |\n".encode(),
        "lines.jsonl": lines,
        "array.json": json.dumps([record, record | {"url": "https://example.org/b"}], indent=1).encode(),
        "table.csv": f'title,published,text\n"{TITLE}",2019-09-05,"{BODY}"\n'.encode(),
        "release.pdf": pdf([TITLE, "", *BODY.split("\n")], title=TITLE),
        "mail.eml": mail(),
        "feed.rss": feed(full_entry("https://example.org/a")),
        "archive.warc": warc(("https://example.org/a", "200 text/html", PAGE.encode())),
        "packed.txt.gz": gzip.compress(text, mtime=0),
        "packed.jsonl.zst": zstd.compress(lines),
        "packed.zip": zipped(a_txt=text, b__c_html=PAGE.encode()),
    }


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
