"""Tells what a side's act is in plain words, whether it hardens its stand, and whether it was threatened before."""

from __future__ import annotations

from typing import Final, NamedTuple

from shared.contracts import PositionReported

PREFIX: Final = "act:"


class Kind(NamedTuple):
    """An act in a few words, as a headline has it, and whether it hardens the side's stand."""

    words: str
    hardens: bool


_KINDS: Final = {
    "access_allowed": Kind("let them in", False),
    "access_barred": Kind("kept them out", True),
    "access_to_be_allowed": Kind("agreed to let them in", False),
    "access_to_be_barred": Kind("threatened to keep them out", True),
    "access_or_monitors_allowed": Kind("let them in", False),
    "agreement_in_principle": Kind("agreed", False),
    "agreement_signed": Kind("signed", False),
    "concession_announced": Kind("gave way", False),
    "extension_granted": Kind("put off the date", False),
    "extension_refused": Kind("refused to put off the date", True),
    "extension_to_be_granted": Kind("asked for or agreed to more time", False),
    "extension_to_be_refused": Kind("ruled out more time", True),
    "implementation_or_renewal": Kind("put it into effect", False),
    "measure_imposed": Kind("imposed or announced", True),
    "measure_lifted": Kind("cut or lifted", False),
    "measure_paused": Kind("put off", False),
    "measure_to_be_imposed": Kind("planned or threatened", True),
    "measure_to_be_lifted": Kind("to be cut or lifted", False),
    "meeting_held": Kind("met", False),
    "meeting_refused_or_cancelled": Kind("called off a meeting", True),
    "pact_kept": Kind("stayed in", False),
    "pact_left": Kind("left", True),
    "pact_to_be_kept": Kind("said it would stay in", False),
    "pact_to_be_left": Kind("threatened to leave", True),
    "proposal_rejected": Kind("rejected it", True),
    "purchases_halted": Kind("stopped buying", True),
    "purchases_made": Kind("bought more", False),
    "purchases_to_be_halted": Kind("threatened to stop buying", True),
    "purchases_to_be_made": Kind("promised to buy more", False),
    "release_freed": Kind("freed prisoners", False),
    "release_refused": Kind("refused to free prisoners", True),
    "release_to_be_freed": Kind("agreed to free prisoners", False),
    "release_to_be_refused": Kind("refused to free prisoners", True),
    "talks_broken": Kind("broke off talks", True),
    "talks_resumed": Kind("resumed talks", False),
    "talks_round_held": Kind("held talks", False),
    "talks_suspended_or_collapsed": Kind("broke off talks", True),
    "talks_to_be_broken": Kind("threatened to break off talks", True),
    "talks_to_be_resumed": Kind("agreed to talk", False),
    "threat_or_ultimatum": Kind("threatened", True),
    "troops_kept": Kind("kept or sent troops", True),
    "troops_to_be_kept": Kind("said it would keep troops", True),
    "troops_to_be_withdrawn": Kind("announced a withdrawal", False),
    "troops_withdrawn": Kind("withdrew troops", False),
    "truce_broken": Kind("broke or rejected a truce", True),
    "truce_kept": Kind("declared or accepted a truce", False),
    "truce_to_be_broken": Kind("rejected a truce", True),
    "truce_to_be_kept": Kind("agreed to a truce", False),
}
_THREATENED: Final = ("measure_", "pact_", "troops_")
"""Acts that are announced or threatened before they are done, so that doing them is a change."""


def kind(act: PositionReported) -> Kind:
    """What the act says; one that is not known here is told by its name."""
    name = act.rule.removeprefix(PREFIX)
    return _KINDS.get(name) or Kind(name.replace("_", " "), False)


def carries_out(act: PositionReported, threat: PositionReported) -> bool:
    """Whether the act does what the other only announced."""
    name, before = (each.rule.removeprefix(PREFIX) for each in (act, threat))
    return name.startswith(_THREATENED) and before.replace("_to_be_", "_") == name != before


def by_degrees(act: PositionReported) -> bool:
    """Whether more or less of it may be done: who puts off or cuts some duties has not turned round."""
    return act.rule.removeprefix(PREFIX).startswith(("measure_", "purchases_", "troops_"))
