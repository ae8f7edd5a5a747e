"""Languages: which are read, and what is said of an article in another one. No spaCy here: asking costs nothing."""

from typing import Final

import babel

from kg.errors import SourceError

#: Primary language subtags of the languages that are read, with what has to be installed for it beside the program.
SUPPORTED: Final[dict[str, str]] = {"en": "", "fr": "french"}


def primary(tag: str) -> str:
    """``en`` for ``en-GB``; English where nothing is said."""
    return tag.replace("_", "-").partition("-")[0].lower() or "en"


def require_supported(lang: str, source: str) -> None:
    """Raise `SourceError` where articles in the language with that primary subtag cannot be read."""
    if lang in SUPPORTED:
        return
    name = babel.Locale("en").languages.get(lang)
    written = f"{name} ({lang})" if name else repr(lang)
    raise SourceError(
        source,
        f"language not supported: it is in {written}, and only English and French are read",
        "translate it; a record may set lang to en or fr",
    )


def extra_missing(lang: str, source: str) -> SourceError:
    """The error for an article in a language whose extra is not installed."""
    extra = SUPPORTED[lang]
    name = babel.Locale("en").languages[lang]
    return SourceError(
        source,
        f"it is in {name}, and the extra '{extra}', which reads it, is not installed",
        f"pip install 'space-cooperation-kg[{extra}]'",
    )
