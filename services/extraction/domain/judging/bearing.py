"""Computes features that show whether, and on which side, a statement bears on a question of the catalog.

The question brings its own words: what it is about, of what there would be more (`things`) or less (`counters`) if its
sentence came true. All else is about language: who accepts or refuses, what is negated, conditional or left open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from services.extraction.domain.judging.attitudes import Language, clauses, pattern, plain
from shared.catalog import Question

_TOKEN: Final = re.compile(r"\w+(?:['’]\w+)?")
_SCOPE: Final = 5
"""A negation reaches so many words ahead."""
_OVER_OR: Final = 15
_HEAD: Final = 8
_TAIL: Final = 5
"""So many words before and behind a thing say what is to become of it."""
_STOP: Final = frozenset(
    ("the", "a", "an", "of", "and", "to", "in", "on", "with", "for", "its", "own", "are", "is")
)
GROUPS: Final = {"supports": "wants", "demands": "demands", "opposes": "refuses", "rejects": "refuses"}


class Said(msgspec.Struct, frozen=True):
    """What of a statement matters to a question."""

    text: str
    cue: str
    context: str
    """What stands around it, itself included."""
    side: str
    type: str
    position: str
    issues: tuple[str, ...]


class Hit(msgspec.Struct, frozen=True):
    """A word of the question in the text."""

    at: int
    """Number of the token."""
    negated: bool


class Mention(msgspec.Struct, frozen=True):
    """A thing of the question as the text speaks of it."""

    sign: int
    """+1: the sentence of the question would come true by it, -1: untrue."""
    governed: bool
    """Whether a word of more or less stands near."""
    raw: int
    """The sign of the thing alone."""


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:5] for w in _TOKEN.findall(plain(text)) if w not in _STOP)


def hits(words: tuple[str, ...], text: str, language: Language) -> list[Hit]:
    """Where the words stand in (plain) text, and whether a negation governs them."""
    found = []
    for match in pattern(words).finditer(text):
        before = text[: match.start()]
        ahead = clauses(before)[-1].split()
        near = ahead[-_SCOPE:]
        # "Should not count on its land or on joining": over "or" it reaches on.
        reach = " ".join(ahead[-_OVER_OR:] if "or" in near else near)
        negations = len(language.negations.findall(reach))
        found.append(Hit(len(_TOKEN.findall(before)), negations % 2 == 1))
    return found


def mentions(question: Question, text: str, cue: str, language: Language) -> list[Mention]:
    """The things and counters of the question in (plain) text, each with its direction: more or less of it."""
    found = []
    for raw, words in ((1, question.things), (-1, question.counters)):
        for match in pattern(words).finditer(text):
            before = clauses(text[: match.start()])
            head = before[-1] if len(before) > 1 else f"{cue} {before[-1]}"
            head = " ".join(head.split()[-_HEAD:])
            tail = " ".join(clauses(text[match.end() :])[0].split()[:_TAIL])
            less = len(language.less.findall(head)) + len(language.less.findall(tail))
            more = bool(language.more.search(head) or language.more.search(tail))
            found.append(Mention(-raw if less % 2 else raw, bool(less or more), raw))
    return found


def features(question: Question, subject: str | None, said: Said, language: Language) -> Mapping[str, float]:
    """Features by name, zeros left out; names that end in + or - speak for or against.

    `subject` is the side that the question's sentence begins with.
    """
    text, cue = plain(said.text), plain(said.cue)
    about = hits(question.words, text, language)
    signs = [(h, 1) for h in hits(question.for_words, text, language)]
    signs += [(h, -1) for h in hits(question.against_words, text, language)]
    told = mentions(question, text, cue, language)
    pro = sum(sign == (-1 if hit.negated else 1) for hit, sign in signs)
    con = len(signs) - pro
    asked = _stems(question.text)
    attitudes = language.shown(cue, text)
    out: dict[str, float] = {
        "about": min(len(about), 4) / 4,
        "about_any": float(bool(about)),
        "asked": len(asked & _stems(said.text)) / max(1, len(asked)),
        "asked_around": len(asked & _stems(said.context)) / max(1, len(asked)),
        "issue_any": float(bool(set(said.issues) & set(question.issues))),
        "issue_first": float(bool(said.issues) and said.issues[0] in question.issues),
        "long": float(len(text.split()) > 40),
        "mentioned": float(bool(told)),
        "mentions": min(len(told), 3) / 3,
        "near": _near(about, [hit for hit, _ in signs]),
        "own": float(subject is not None and subject == said.side),
        "asked_side": float(said.side in question.sides),
        "short": float(len(text.split()) < 8),
        "wordless": float(not told and not signs),
        f"position:{said.position}": 1.0,
        f"type:{said.type}": 1.0,
    } | {f"attitude:{name}": 1.0 for name in attitudes}
    group = GROUPS.get(said.position, said.position)
    net, raw = sum(m.sign for m in told), sum(m.raw for m in told)
    both = (net > 0) - (net < 0) + (pro > con) - (con > pro)
    for sign, mark in ((1, "+"), (-1, "-")):
        leans, named = float(net * sign > 0), float(raw * sign > 0)
        words = float((pro - con) * sign > 0)
        out |= {
            f"words{mark}": min(pro if sign > 0 else con, 3) / 3,
            f"only_words{mark}": words,
            f"told{mark}": leans,
            f"governed{mark}": float(any(m.governed and m.sign == sign for m in told)),
            f"all_told{mark}": float(bool(told) and all(m.sign == sign for m in told)),
            f"first{mark}": float(bool(told) and told[0].sign == sign),
            f"raw{mark}": named,
            f"agree{mark}": float(both * sign == 2),
            f"{group}&raw{mark}": named,
            f"{group}&told{mark}": leans,
            f"{group}&words{mark}": words,
        }
        if "acts" in attitudes and not out["own"]:
            out[f"others_act&raw{mark}"] = named
        for name in attitudes:
            out |= {f"{name}&told{mark}": leans, f"{name}&raw{mark}": named}
    return {name: value for name, value in out.items() if value}


def _near(about: Sequence[Hit], signs: Sequence[Hit]) -> float:
    """1 where a sign stands beside what the question is about, less farther away, 0 without either."""
    gaps = [abs(a.at - s.at) for a in about for s in signs]
    return 1.0 / (1.0 + min(gaps) / 6) if gaps else 0.0
