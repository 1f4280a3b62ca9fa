"""Resolves pronouns, bare titles and descriptions to a naming: the model's pointer chooses among those that grammar
allows.

For "he" and "she" the clues of grammar (`salience`) weigh more than the pointer.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.encoder.encoding import Encoding, Floats
from services.extraction.domain.speakers import salience
from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.coreference import newcomers, pairs
from services.extraction.domain.speakers.coreference.joint_subjects import joint_subject
from services.extraction.domain.speakers.names.naming import Naming, pronoun_of
from services.extraction.domain.speakers.speaking import Past, Place, Scene, Source, Speaker
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog.namesakes import OF_MEN, OF_WOMEN
from shared.contracts.common import Span, SpeakerKind

_AHEAD: Final = 60  # word pieces after the mention in which it may still be named
_MOST: Final = 50  # candidates looked at
_POINTER: Final = 0.3  # weight of the model's pointer beside the clues of grammar
_NEAR: Final = 3  # sentences within which a speaker that is no person is taken up again
PLURAL: Final = frozenset({"they", "them", "their", "we", "us", "our", "both", "these", "those"})
OWNING: Final = frozenset({"his", "her", "its", "their", "our", "my"})
_SHE: Final = frozenset({"she", "her", "herself"})
_HE: Final = frozenset({"he", "his", "him", "himself"})


def pronoun(source: Source, low: str, scene: Scene) -> Speaker:
    """The speaker whom the pronoun `low` means. Falls back to whoever spoke last; without anybody, an anonymous
    speaker."""
    past, words = scene.past, scene.words
    last = past.speakers[-1] if past.speakers else None
    if low in words.pronouns_one:
        if source.kind == "anonymous" and last is not None and last.kind == "anonymous":
            return msgspec.structs.replace(last, via="pronoun")
        speaker, _ = ranked(source, low, scene, persons=True)
    else:
        several = joint_subject(source, scene) if low == "they" else None
        several = several or pairs.bare_pair(source, scene)
        if several is not None:
            return msgspec.structs.replace(several, via="pronoun")
        before = _plural(past, source.kind) if low in PLURAL else _thing(past)
        near = before is not None and source.line - past.lines[-1] < _NEAR
        if before is not None and (near or before.kind == source.kind):
            return msgspec.structs.replace(before, via="pronoun")
        speaker, _ = ranked(source, low, scene, persons=None if low not in PLURAL else False)
        if speaker is None:
            speaker = last
    if speaker is not None:
        return msgspec.structs.replace(speaker, via="pronoun")
    return last or Speaker(None, source.kind, "anonymous", None, "none")


def _plural(past: Past, kind: SpeakerKind) -> Speaker | None:
    """The last of several, or of a body where one is meant, that spoke just before."""
    kinds = {"group", "anonymous"} | ({"body"} & {kind})
    return next((s for s in past.speakers[:-3:-1] if s.kind in kinds), None)


def _thing(past: Past) -> Speaker | None:
    """What spoke last, if it is no person."""
    last = past.speakers[-1] if past.speakers else None
    return last if last is not None and last.kind != "person" else None


def ranked(
    source: Source, low: str, scene: Scene, persons: bool | None, able: set[str] | None = None
) -> tuple[Speaker | None, float]:
    """The speaker whom the model takes the source for among everybody named so far, and its probability (0 to 1).

    `persons` limits the candidates to persons (True) or all others (False), `able` to these names. (None, 0.0) where
    nobody is left.
    """
    place, past, encoder = scene.place, scene.past, scene.encoder
    namings, tokens = place.people.namings, place.naming_tokens
    start, end = source.tokens
    others = OF_MEN if low in _SHE else OF_WOMEN if low in _HE else frozenset()
    called = {name for title in others for name in place.people.titled.get(title, ())}
    some: list[int] = []
    for i in range(bisect.bisect_left(tokens, (end + _AHEAD, 0)) - 1, -1, -1):
        a, b = tokens[i]
        n = namings[i]
        if (
            a < b
            and not (a < end and b > start)
            and (persons is None or (n.sort == "person") == persons)
            and not wrong_pronoun(n, low, scene.words)
            and n.name not in called
            and (able is None or n.name in able)
            and (n.name not in source.barred or able == {n.name})
        ):
            some.append(i)
            if len(some) == _MOST:
                break
    unnamed = _unnamed(source, low, scene)
    if not some:
        return (unnamed[0], 1.0) if unnamed else (None, 0.0)
    some.reverse()
    query = place.encoding.links[start:end, 4 * 64 : 5 * 64].mean(0)
    told = [_recency(namings[i], past) for i in some]
    score: Floats = (
        place.keys[some] @ query
        + encoder.near[[distance(source.line - place.lines[i]) for i in some]]
        + encoder.told[told]
    )
    if low in _SHE or low in _HE:
        score = _POINTER * score + np.array(_clues(source, some, scene), np.float32)
        if unnamed is not None and unnamed[1] > score.max():
            return unnamed[0], 1.0
    chance = np.exp(score - score.max())
    chance /= chance.sum()
    total: dict[str, float] = {}
    for i, value in zip(some, chance, strict=True):
        total[namings[i].name] = total.get(namings[i].name, 0.0) + float(value)
    best = max(total, key=lambda name: total[name])
    chosen = next(namings[i] for i in reversed(some) if namings[i].name == best)
    return named(chosen, scene.catalog, place, source.kind), total[best]


def _unnamed(source: Source, low: str, scene: Scene) -> tuple[Speaker, float] | None:
    """The last speaker if only described, as the antecedent of "he" or "she", with the weight that grammar gives
    them."""
    past = scene.past
    last = past.speakers[-1] if past.speakers else None
    if last is None or not last.name or not (low in _SHE or low in _HE):
        return None
    if last.kind != "anonymous" and (
        last.kind != "person" or low in OWNING or last.name in scene.place.people.named
    ):
        return None
    if salience.PLURAL.search(last.name):
        return None
    gap = source.line - past.lines[-1]
    return last, salience.SUBJECT + salience.distance(gap) + salience.spoken(0, gap, source.cue)


def _clues(source: Source, some: Sequence[int], scene: Scene) -> list[float]:
    """The weight that grammar gives each of the namings `some`, see `salience`."""
    place, past = scene.place, scene.past
    spoke: dict[str | None, tuple[int, int]] = {}
    for back, (speaker, line) in enumerate(
        zip(reversed(past.speakers[-_MOST:]), reversed(past.lines), strict=False)
    ):
        spoke.setdefault(speaker.name, (back, source.line - line))
    out = []
    for i in some:
        naming, line = place.people.namings[i], place.lines[i]
        standing = past.standings.get(i)
        if standing is None:
            standing = past.standings[i] = _standing(naming, line, place)
        score = standing + salience.distance(source.line - line)
        if naming.name in spoke:
            score += salience.spoken(*spoke[naming.name], source.cue)
        out.append(score + newcomers.newcomer_weight(source, naming, line, standing, place, past))
    return out


def _standing(naming: Naming, line: int, place: Place) -> float:
    begin = place.begins[line - 1] if line else 0
    return salience.standing(place.text, naming, begin, place.quotes, place.quote_ends)


def own_subject(source: Source, low: str, scene: Scene) -> Naming | None:
    """The person who is the subject of the words before `source` in its sentence and can go by the pronoun `low`."""
    place = scene.place
    first = next(iter(place.people.within(place.begins[source.line - 1], source.start)), None)
    if first is None or first.sort != "person" or wrong_pronoun(first, low, scene.words):
        return None
    return first if salience.subject(place.text, first, _standing(first, source.line, place)) else None


def naming_keys(encoding: Encoding, tokens: Sequence[Span]) -> Floats:
    """The mean name vector of each naming's word pieces, [namings, 64]; `tokens` are their ranges of word pieces."""
    sums = np.zeros((len(encoding.links) + 1, 64), np.float32)
    np.cumsum(encoding.links[:, 5 * 64 : 6 * 64], axis=0, out=sums[1:])
    if not tokens:
        return sums[:0]
    ends = np.array(tokens)
    out: Floats = (sums[ends[:, 1]] - sums[ends[:, 0]]) / np.maximum(ends[:, 1:] - ends[:, :1], 1)
    return out.astype(np.float32)


def wrong_pronoun(naming: Naming, low: str, words: Vocabulary) -> bool:
    """Whether the pronoun cannot mean the person named."""
    she, he = low in _SHE, low in _HE
    if not (she or he) or naming.sort != "person":
        return False
    own = pronoun_of(naming.name.split(" ")[0].lower(), naming.actor, words)
    return own == ("he" if she else "she")


def _recency(naming: Naming, past: Past) -> int:
    """1 if the naming lies in the source of the statement before, 2 if in that of an earlier one, else 0."""
    for back, (start, end) in enumerate(reversed(past.spans[-_MOST:])):
        if start < naming.end and naming.start < end:
            return 1 if back == 0 else 2
    return 0


def distance(lines: int) -> int:
    """Bucket of a distance in sentences; the candidate stands later where it is negative."""
    return 0 if lines < 0 else min(lines, 4) + 1 if lines < 5 else 6 if lines < 9 else 7
