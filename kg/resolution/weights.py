"""Weights: how much each agreement and disagreement counts, in units of log-odds. The one place to tune.

Positive speaks for one thing, negative for two; 2.2 are odds of nine to one. The evidence is added up, as if the
pieces were independent, and turned into a probability. Tuned by hand on ``data/gold/clusters`` c01 to c24.
"""

from math import exp
from typing import Final

from kg.model import EntityType

#: From this probability on two appearances are merged without asking.
MERGE: Final = 0.9
#: From this probability on a reviewer is asked; below it they are kept apart.
ASK: Final = 0.4

#: What is believed of a pair of candidates before anything is compared.
PRIOR: Final[dict[EntityType, float]] = {
    "Agency": -1.5,
    "Organization": -1.5,
    "Country": -1.5,
    "Person": -2.5,
    "Agreement": -3.0,
    "Project": -1.5,
    "Event": -2.5,
    "Place": -1.5,
}

WEIGHTS: Final[dict[str, float]] = {
    # names
    "same name": 4.0,
    "same common name": 2.4,
    "compatible name": 2.5,
    "unlike name": -6.0,
    "acronym of the name": 1.5,
    # people
    "same employer": 3.0,
    "other employer": -4.5,
    "employer of years before": -1.0,
    "employer in the news": 1.6,
    "same title": 0.8,
    "signed the same agreement": 6.0,
    "signed beside the same people": 3.0,
    "met the same people": 1.0,
    "same agencies around": 0.8,
    "nothing in common around": -1.5,
    # agreements
    "same parties": 3.2,
    "parties of the same countries": 2.2,
    "one party more": 2.2,
    "some parties the same": 1.4,
    "other parties": -6.0,
    "parties in the news": 3.0,
    "parties not in the news": -2.0,
    "same day": 4.0,
    "same month": 2.8,
    "same year": 2.3,
    "near days": 1.5,
    "planned for about then": 1.5,
    "signed when reported": 1.5,
    "announced before": 1.2,
    "dates far apart": -3.0,
    "doubtful dates far apart": -1.0,
    "same kind": 1.2,
    "both amend": 1.2,
    "other kind": -2.5,
    "same project": 2.0,
    "its project in the news": 0.8,
    "founds the same body": 7.0,
    "same topic": 1.5,
    "other topic": -0.5,
    "same signer": 1.5,
    "other signers": -1.5,
    "same place or event": 1.2,
    "other place": -1.0,
    # projects
    "first of a series": -0.4,
    "same partners": 1.2,
    "other partners": -1.0,
    "same launch": 2.0,
    "same mission": 1.0,
    # events
    "same year of the event": 2.5,
    "year taken from the news": -0.8,
    # places
    "same region": 2.5,
    "same countries around": 1.0,
    "other countries around": -2.5,
    # organisations
    "same country": 2.0,
    "other country": -6.0,
    "its country in the news": 1.6,
    "other countries in the news": -3.0,
    "same staff": 1.0,
}


def probability(log_odds: float) -> float:
    """The probability that stands for a sum of weights, to four decimals."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, log_odds)))), 4)
