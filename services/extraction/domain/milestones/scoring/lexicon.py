"""Sorts the stemmed words of a sentence into the classes of lexicon.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from shared import rulefiles

FILE: Final = "lexicon.yaml"
_SUFFIX: Final = re.compile(r"(?:'s|’s|ies|ied|ing|ed|es|s|e)$")
NEAR: Final = 9
"""Words within which two classes count as standing together."""
_MARKS: Final = ("@", "#")


def stem(word: str) -> str:
    """A rough stem: endings of number, tense and possession off words of more than four letters."""
    if len(word) <= 4:
        return word.removesuffix("'s").removesuffix("’s")
    return _SUFFIX.sub("", word)


def compile_lexicon(file: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Class of each stem; raises BadRules naming a word that stands in two classes."""
    out: dict[str, str] = {}
    for name, words in file.items():
        for word in words:
            other = out.setdefault(stem(word), name)
            if other != name:
                raise rulefiles.BadRules(f"{FILE}: {word} stands in {other} and in {name}; leave it in one")
    return out


@cache
def built_in() -> Mapping[str, str]:
    """The classes that ship with this package, read once."""
    return compile_lexicon(rulefiles.shipped(__package__, FILE, dict[str, tuple[str, ...]]))


def row(words: Sequence[str], classes: Mapping[str, str]) -> list[tuple[int, str]]:
    """Place and class of each word that has one; actors, days and numbers are their own class."""
    out = []
    for at, word in enumerate(words):
        name = word.rstrip("~") if word[0] in _MARKS else classes.get(word)
        if name is not None:
            out.append((at, name))
    return out


def features(words: Sequence[str], classes: Mapping[str, str]) -> set[str]:
    """Classes, each two of them that stand near in this order, and each three in a row."""
    found = row(words, classes)
    out = {f"^{name}" for _, name in found}
    for index, (at, name) in enumerate(found):
        for far, other in found[index + 1 : index + 6]:
            if far - at > NEAR:
                break
            out.add(f"^{name} {other}")
    names = [name for _, name in found]
    out.update(f"^{a} {b} {c}." for a, b, c in zip(names, names[1:], names[2:], strict=False))
    return out
