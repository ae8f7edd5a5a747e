import pytest

from kg.ids import shorten
from kg.topics import topic_label, topics_in
from kg.vocab import TOPIC_LABELS


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("space biology", ["space-biology"]),
        ("Space  Biology", ["space-biology"]),
        ("satellite remote-sensing", ["earth-observation"]),
        ("planetology, universe science and climate monitoring", ["planetary-science", "astrophysics", "climate"]),
        ("Russia’s lunar exploration programme", ["lunar-exploration"]),
        # The longest label wins where several overlap.
        ("space weather", ["space-weather"]),
        ("methane engines", ["propulsion"]),
        ("lunar resources", ["space-resources"]),
        # A word is not found within another.
        ("radargrammetry", []),
        ("marshland", []),
        ("the Ministry of Marsupials", []),
        # Each topic once, in the order of the text.
        ("radar, balloons and radar images", ["radar", "balloons"]),
        # Letters that only look alike when capitals are ignored (long s, dotless i) match nothing and break nothing.
        ("ſpace bıology İ K", []),
        ("", []),
        ("milk powder", []),
    ],
)
def test_topics_that_a_text_names(text: str, topics: list[str]) -> None:
    assert [shorten(topic) for topic in topics_in(text)] == [f"topic:{topic}" for topic in topics]


def test_every_label_means_its_own_topic() -> None:
    for local, labels in TOPIC_LABELS.items():
        for label in labels:
            assert [shorten(topic) for topic in topics_in(label)] == [f"topic:{local}"], label


def test_a_topic_has_a_name() -> None:
    (topic,) = topics_in("heliophysics")
    assert topic_label(topic) == "solar physics"
