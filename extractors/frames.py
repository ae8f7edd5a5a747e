"""Frames: phrases that state a fact by their form. To teach the program one, add a line to one of the lists.

A frame is a pattern over a sentence whose mentions are slots, what it states of them, and an example, which is also its
test. In a pattern

* ``[a:Agency]`` is a mention of that type (``|`` between several), ``[a:Agency+]`` one or more in a list;
* ``{sign}`` is a verb of `extractors.grammar.VERBS` with its auxiliaries, ``{be sign}`` the same in the passive: they
  give the modality, else a group ``(?P<planned>…)`` or ``(?P<negated>…)``, else the frame does, else the reader;
* everything else is a regular expression; spaces are spaces.

``states`` gives the facts: ``a partyTo b``, and ``a cooperatesWith a`` for all pairs within a list. What has
"respectively" or leaves a verb out is read clause by clause (`extractors.distribution`): frames need not know of it.
In an example the mentions stand in brackets, as ``[Agency CNES]``.
"""

from typing import Final

from extractors.frames_agreements import AGREEMENTS
from extractors.frames_bodies import BODIES
from extractors.frames_projects import PROJECTS
from extractors.grammar import Frame

__all__ = ["FRAMES", "Frame"]

FRAMES: Final = (*AGREEMENTS, *PROJECTS, *BODIES)
