"""How each entity type looks: a colour and a shape of its own, so that no type is told by colour alone."""

from dataclasses import dataclass
from typing import Final

from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class Look:
    """A vis-network shape, its fill, and the same shape as an SVG path in a 20 by 20 box for the legend."""

    shape: str
    color: str
    path: str


#: Fills are those of Okabe and Ito, which people with any colour vision can tell apart.
LOOKS: Final[dict[EntityType, Look]] = {
    "Agency": Look("dot", "#0072B2", "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16z"),
    "Organization": Look("hexagon", "#999999", "M5.5 2.5h9L19 10l-4.5 7.5h-9L1 10z"),
    "Person": Look("triangle", "#E69F00", "M10 2l9 15.5H1z"),
    "Agreement": Look("square", "#009E73", "M3 3h14v14H3z"),
    "Project": Look("star", "#CC79A7", "M10 1l2.6 6.2 6.7.5-5.1 4.4 1.6 6.6L10 15.2l-5.8 3.5 1.6-6.6L.7 7.7l6.7-.5z"),
    "Event": Look("diamond", "#F0E442", "M10 1l9 9-9 9-9-9z"),
    "Place": Look("triangleDown", "#56B4E9", "M1 2.5h18L10 18z"),
    "Country": Look("box", "#333333", "M1.5 5h17v10h-17z"),
}

#: For an entity whose type this version does not know.
UNKNOWN: Final = Look("ellipse", "#FFFFFF", "M1 10a9 6 0 1 0 18 0a9 6 0 1 0-18 0z")


def look(type: str) -> Look:
    """The look of a type, also of one that is not in the model."""
    return next((found for known, found in LOOKS.items() if known == type), UNKNOWN)
