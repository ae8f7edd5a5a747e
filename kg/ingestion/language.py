"""Language: which one an article is written in. Which can be read, `extractors.languages` says."""

import functools
import re
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from extractors.languages import SUPPORTED, require_supported

__all__ = ["language_of", "require_supported"]

#: Below this many letters detection is asked with care, for it may guess wildly; below `FEW_LETTERS` not at all.
ENOUGH_LETTERS: Final = 200
FEW_LETTERS: Final = 25
#: Probability above which it is believed of a short text that nobody declares. Of 7,324 English sentences of news below
#: 200 characters it is wrong on one, which is about Llanfairpwllgwyngyll.
SURE_OF_FEW: Final = 0.9
#: Probability above which detection is believed against a page's `lang` attribute, or against English.
SURE: Final = 0.99
#: How much of each third of a text is looked at, in characters.
PART: Final = 5_000
#: The last letter of the Latin blocks; Greek, Cyrillic and the rest follow.
LATIN_ENDS: Final = "\u024f"

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
    letters = _LETTERS.findall(text[: 3 * PART])
    if sum(letter > LATIN_ENDS for letter in letters) > len(letters) / 2:
        return str(_identifier().classify(text[:PART])[0])  # not English, and the script alone tells nearly which
    if len(letters) < ENOUGH_LETTERS:
        return said or _of_few(text, len(letters))
    third = max(len(text) // 3, 3 * ENOUGH_LETTERS)
    parts = [text[start : start + min(third, PART)] for start in range(0, len(text), third)]
    guesses = {str(label) for label, probability in map(_identifier().classify, parts) if probability >= SURE}
    readable = [lang for lang in SUPPORTED if lang in guesses]
    if readable:  # perhaps two editions on one page, or a long quotation: what can be read is read, English first
        return readable[0]
    return guesses.pop() if len(guesses) == 1 else said or "en"


def _of_few(text: str, letters: int) -> str:
    label, probability = _identifier().classify(text) if letters >= FEW_LETTERS else ("en", 1.0)
    return str(label) if probability >= SURE_OF_FEW else "en"


@functools.cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Those with a two-letter code: Nigerian Pidgin and the like take English lists of names for their own.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
