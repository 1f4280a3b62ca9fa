"""Finds verbs of attitude or announcement with their objects ("blasted [the plan]", "vowed [to stay]").

A statement need not have a clause after "said that": "the mayor has opposed the tolls" attributes as much. Where such a
verb stands, and where its object ends, shows in the words: at the end of the clause, before a relative clause or a
participle ("…, calling it unfair"), before a further verb of the same subject ("… and left").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Literal

import msgspec

from shared import rulefiles
from shared.contracts.common import Span
from shared.language import english

Form = Literal["base", "s", "past", "ing"]

FILE: Final = "governing.yaml"
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’]*")
_FOLLOWS: Final = re.compile(r"\s+(?:[“\"‘'$€£]|\d[\d,.]*\s+)?")
_STOP: Final = re.compile(r"[.!?…]+[”\"’')\]]*$|[;\n)(]|\s[-–—]+\s|[–—]|--|:\s")
_INFINITIVE: Final = re.compile(r"\s+to\s+(?=[a-z])")
_THAT: Final = re.compile(r"\s+that\s+(?=[\w“\"])")
_ADVERB: Final = r"(?:\s\w+ly)?\s+"
_SHORTEST: Final = 4  # characters of an object
_RELATIVE: Final = 200  # characters after which no comma closes a relative clause
NO_OBJECT: Final = frozenset((
    "about", "according", "after", "again", "ahead", "also", "although", "amid", "among", "and", "are", "as",
    "at", "away", "back", "be", "because", "been", "before", "between", "both", "but", "by", "can", "could",
    "despite", "did", "do", "does", "down", "during", "earlier", "even", "following", "for", "from", "had", "has",
    "have", "here", "if", "in", "including", "into", "is", "just", "later", "may", "might", "must", "never",
    "nor", "not", "now", "of", "off", "on", "once", "only", "or", "out", "over", "per", "should", "since", "so",
    "than", "that", "then", "there", "though", "through", "to", "today", "together", "tomorrow", "tonight", "too",
    "toward", "towards", "under", "until", "up", "upon", "via", "was", "well", "were", "when", "where", "which",
    "while", "who", "whom", "will", "with", "within", "would", "yesterday",
))  # fmt: skip
_AUXILIARY: Final = frozenset((
    "are", "be", "been", "being", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might",
    "must", "not", "should", "to", "was", "were", "will", "would",
))  # fmt: skip
_BEING: Final = frozenset(
    {"am", "are", "be", "been", "being", "is", "was", "were"}
)  # a passive has no object
_SHORT_FORM: Final = re.compile(
    r"(?:he|she|they|it|we|i|who|does|did|is|are|has|have|was|were|would|will|ca|wo|could|should|doesn|didn|isn|aren|"
    r"hasn|haven|hadn|wasn|weren|wouldn|won|don|couldn|can)['’](?:t|s|ve|d|ll|re)"
)
_NO_ADVERB: Final = frozenset({"ally", "assembly", "family", "italy", "july", "only"})
_ADVERBS: Final = frozenset((
    "again", "already", "also", "even", "further", "herself", "himself", "itself", "just", "later", "long",
    "never", "not", "now", "often", "once", "previously", "quickly", "recently", "repeatedly", "soon", "still",
    "themselves", "then", "too",
))  # fmt: skip
_END: Final = r"""
 (?=[,\s])(?:
  ,\s+(?:which|who|whose|whom|where|when|while|saying|according|with|he\b|she\b|they\b|it\b
     |and\s+(?:has|have|had|is|are|was|were|will|said|also|he|she|they|it|that|then|later|in|on|\w+ed\b)
     |(?!including)[a-z]+ing\b|the\s+\w+\s+said|\w+\s+said)
 |\s+(?:while|although|though|but|as\s+(?:he|she|they|it))\s
 |\s+and\s+(?=in\s+which|(?:\w+\s+){1,3}(?:has|have|had|said)\s)
 |\s+and\s+(?=(?:has|have|had|is|are|was|were|will|would|also|then|later|he|she|they|it|did|does|\w+ly\s+\w+ed|[a-z]+ed
     |FORMS)\b)
 |\s+(?:in|on|at|during|from)\s+(?:an?|his|her|their|its|the)\s+(?:statement|interview|tweet|speech|news\sconference
     |press\sconference|briefing|letter|post|report|address|telephone|phone|op-ed|video|series|message|email)
 |\s+(?:on\s+|late\s+|early\s+|earlier\s+|last\s+|this\s+|over\s+the\s+)?WEEKDAY\b
 |\s+(?:yesterday|today|tonight|earlier|Twitter)\b
 )
"""


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the object that must be found in it."""

    text: str
    object: str


class Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See governing.yaml."""

    verbs: tuple[str, ...]
    clause: tuple[str, ...]
    particles: Mapping[str, tuple[str, ...]]
    irregular: Mapping[str, tuple[str, ...]]
    match: tuple[Case, ...] = ()
    no_match: tuple[str, ...] = ()


class Governed(msgspec.Struct, frozen=True):
    """A verb and its object, as offsets.

    `cue` is the verb with its particle; `frame` the kind of object: "obj", "to", "that" or "p:against"; `before` the
    word or mark in front of verb, auxiliaries and adverbs ("^" at the beginning, "<," after a comma), and `subject` its
    place; `auxiliaries` are in order from the verb backwards.
    """

    verb: Span
    cue: Span
    object: Span
    lemma: str
    form: Form
    frame: str
    before: str
    subject: Span | None
    auxiliaries: tuple[str, ...]
    sentence: Span


class Grammar:
    """The rules, compiled."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs = verbs
        self._lemmas: dict[str, str] = {}
        for lemma in verbs.verbs:
            for form in (lemma, *(verbs.irregular.get(lemma) or regular(lemma))):
                self._lemmas.setdefault(form, lemma)
        self._clause = frozenset(verbs.clause)
        self._particles = {
            lemma: re.compile(
                _ADVERB + "(" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\b"
            )
            for lemma, words in verbs.particles.items()
        }
        finite = sorted(form for form in self._lemmas if form.endswith(("s", "d")))
        self._end = re.compile(
            _END.replace("FORMS", "|".join(finite)).replace("WEEKDAY", english.WEEKDAY), re.VERBOSE
        )

    def find(self, text: str, sentences: Sequence[Span]) -> Iterator[Governed]:
        """All verbs with an object, in the order of the text; many of the objects are not statements."""
        for sentence in sentences:
            words = [(m.group(), m.start()) for m in _WORD.finditer(text, *sentence)]
            for number, (word, at) in enumerate(words):
                form = word.rstrip("'’")
                lemma = self._lemmas.get(form)
                if lemma is None:
                    continue
                following = words[number + 1] if number + 1 < len(words) else None
                found = self._governs(text, (at, at + len(form)), lemma, following, sentence)
                if found is not None:
                    cue, start, frame = found
                    each = self._governed(text, words, number, lemma, form, cue, start, frame, sentence)
                    if each.form == "ing" or not _BEING.intersection(each.auxiliaries):
                        yield each

    def _governs(
        self, text: str, verb: Span, lemma: str, following: tuple[str, int] | None, sentence: Span
    ) -> tuple[Span, int, str] | None:
        """Cue, beginning of the object, and what kind of object it is."""
        (begin, at), last = verb, sentence[1]
        particles = self._particles.get(lemma)
        if particles is not None and (found := particles.match(text, at, last)):
            start, frame = found.end(), f"p:{found[1]}"
            if that := _THAT.match(text, start, last):
                start, frame = that.end(), f"{frame} that"
            cue = (begin, found.end())
        elif lemma in self._clause and (that := _THAT.match(text, at, last)):
            cue, start, frame = verb, that.end(), "that"
        elif _INFINITIVE.match(text, at, last):
            cue, start, frame = verb, at, "to"
        else:
            if following is None or following[0].lower() in NO_OBJECT:
                return None
            if _FOLLOWS.fullmatch(text, at, following[1]) is None:
                return None
            cue, start, frame = verb, at, "obj"
        while start < last and text[start].isspace():
            start += 1
        return (cue, start, frame) if start + _SHORTEST <= last else None

    def _governed(
        self, text: str, words: Sequence[tuple[str, int]], number: int, lemma: str, form: str,
        cue: Span, start: int, frame: str, sentence: Span,
    ) -> Governed:  # fmt: skip
        at = words[number][1]
        before, subject, auxiliaries = _before(text, words, number)
        stop = _STOP.search(text, start, sentence[1])
        end = stop.start() if stop else sentence[1]
        clause = self._end.search(text, start + 2 * _SHORTEST, end)
        end = clause.start() if clause else end
        if before in ("who", "which") and 0 < (comma := text.find(", ", start, end)) < start + _RELATIVE:
            end = comma
        return Governed(
            (at, at + len(form)),
            cue,
            (start, max(start, end)),
            lemma,
            shape(form, lemma),
            frame,
            before,
            subject,
            auxiliaries,
            sentence,
        )


@cache
def built_in() -> Grammar:
    """The rules that ship, read once."""
    return Grammar(rulefiles.shipped(__package__, FILE, Verbs))


def regular(lemma: str) -> tuple[str, ...]:
    """The other forms of a regular verb: third person, past, participle in -ing."""
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    third = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return f"{lemma}{third}", f"{lemma}ed", f"{lemma}ing"


def shape(form: str, lemma: str) -> Form:
    """Which form of the verb it is."""
    if form.endswith("ing"):
        return "ing"
    return "base" if form == lemma else "s" if form.endswith("s") else "past"


def _before(
    text: str, words: Sequence[tuple[str, int]], number: int
) -> tuple[str, Span | None, tuple[str, ...]]:
    """The word or mark before the verb, its place, and the auxiliaries between."""
    auxiliaries: list[str] = []
    at = number - 1
    while at >= 0:
        word, begin = words[at][0].lower(), words[at][1]
        between = text[begin + len(word) : words[at + 1][1]].strip()
        if between and between != "-":
            return f"<{between[-1]}", (begin, begin + len(word)), tuple(auxiliaries)
        if word in _AUXILIARY or _SHORT_FORM.fullmatch(word):
            auxiliaries.append(word)
        elif not (word in _ADVERBS or (word.endswith("ly") and word not in _NO_ADVERB)):
            return word, (begin, begin + len(word)), tuple(auxiliaries)
        at -= 1
    return "^", None, tuple(auxiliaries)
