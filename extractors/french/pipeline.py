"""The French pipeline: the pinned spaCy model of the extra ``french`` for its names, then the stages in French."""

from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

from extractors import state
from extractors.components import register
from extractors.french.coreference import FrenchCoreference
from extractors.french.gazetteer import load_french_gazetteer
from extractors.french.linking import FrenchLinking
from extractors.french.mentions import FrenchMentions
from extractors.french.reading import FrenchReading
from extractors.french.relations import FrenchRelations
from extractors.pipeline import content_hash
from kg.errors import ModelError

#: The pinned model: import name, version, SHA-256 of its files. Only its tokens and its names are used.
PINNED: Final = (
    "fr_core_news_sm",
    "3.8.0",
    "aab4efd6842006011792ce95f7997ab2e90770b4eff7c428496640a84bf102ea",
)
_USED: Final = frozenset({"tok2vec", "ner"})
STAGES: Final = (
    "kg_french_reading",
    "kg_french_mentions",
    "kg_french_coreference",
    "kg_french_linking",
    "kg_french_relations",
)


def installed() -> bool:
    """Whether the extra ``french`` is there."""
    return find_spec(PINNED[0]) is not None


def describe() -> str:
    """Name and version of the model that reads French where it is installed; the same where it is not."""
    return f"{PINNED[0]}/{PINNED[1]}"


@cache
def load_french_pipeline() -> Language:
    """The whole pipeline, loaded once a process. Raises `ModelError` if the model is not the one that was pinned."""
    state.declare()
    _register()
    nlp = _load_pinned()
    for name in STAGES:
        nlp.add_pipe(name)
    return nlp


def _load_pinned() -> Language:
    package, version, pinned = PINNED
    folder = Path(str(resources.files(package)))
    if content_hash(folder) != pinned:
        raise ModelError(package, "the French model is not the one that was pinned", "reinstall it: make setup")
    nlp: Language = spacy.load(folder / f"{package}-{version}")
    for name in list(nlp.component_names):
        if name not in _USED:
            nlp.remove_pipe(name)
    return nlp


def _register() -> None:
    """Make the stages known to spaCy, with what each needs and assigns."""

    def reading(nlp: Language, name: str) -> FrenchReading:
        return FrenchReading(load_french_gazetteer())

    def mentions(nlp: Language, name: str) -> FrenchMentions:
        return FrenchMentions(load_french_gazetteer(), threshold=0.5)

    def coreference(nlp: Language, name: str) -> FrenchCoreference:
        return FrenchCoreference(load_french_gazetteer())

    def linking(nlp: Language, name: str) -> FrenchLinking:
        return FrenchLinking(load_french_gazetteer())

    def relations(nlp: Language, name: str) -> FrenchRelations:
        return FrenchRelations(load_french_gazetteer())

    names = ("reading", "mentions", "coreference", "linking", "relations")
    for name, (requires, assigns, func) in zip(
        names,
        (
            (["article"], ["names", "literals", "dates"], reading),
            (["names", "dates"], ["mentions"], mentions),
            (["article", "mentions"], ["clusters"], coreference),
            (["article", "clusters"], ["entities"], linking),
            (["entities", "literals", "dates"], ["claims"], relations),
        ),
        strict=True,
    ):
        register(f"kg_french_{name}", requires, assigns, func)
