"""Language: which one an article is written in, and whether it can be read."""

import functools
import re
from typing import Final

import babel
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kg.errors import SourceError

SUPPORTED: Final = frozenset({"en"})
#: Detection is left alone below this many letters: it guesses wildly on a headline.
ENOUGH_LETTERS: Final = 200
#: Probability above which detection may contradict a page's own `lang` attribute.
SURE: Final = 0.99

_LETTERS: Final = re.compile(r"[^\W\d_]")
_TAG: Final = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]+)*")


def language_of(text: str, declared: str = "", *, trusted: bool = False) -> str:
    """The article's language as a primary subtag (``en`` for ``en-GB``).

    What a record says is ``trusted``. What a page says is believed unless a long text is surely in another language:
    templates lie. Where nobody says, a long text is looked at; a short one is taken for English.
    """
    tag = _TAG.fullmatch(declared.strip())
    said = tag[1].lower() if tag else ""
    if said and trusted:
        return said
    if len(_LETTERS.findall(text)) < ENOUGH_LETTERS:
        return said or "en"
    detected, probability = _identifier().classify(text[:20_000])
    return str(detected) if probability >= SURE or not said else said


def require_supported(lang: str, source: str) -> None:
    """Raise `SourceError` where articles in that language cannot be read."""
    if lang in SUPPORTED:
        return
    name = babel.Locale("en").languages.get(lang)
    written = f"{name} ({lang})" if name else repr(lang)
    raise SourceError(
        source, f"it is in {written}, and only English is read", "translate it; a record may set lang to en"
    )


@functools.cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
