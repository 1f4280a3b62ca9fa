"""Recognises definite noun phrases for what was told before: "the incident was unacceptable", "we reject the move"."""

import re
from typing import Final

_SINGLE: Final = (
    r"accident|ambush|assailant|assault|atrocity|attack|attacker|blast|bombing|cell|claim|clash|collision|crash|crime"
    r"|culprit|decision|document|downing|episode|error|explosion|footage|gesture|group|gunman|hijacker|hijacking|incident"
    r"|inconvenience|kidnapper|killer|killing|leak|letter|massacre|mistake|move|murder|murderer|occurrence|perpetrator"
    r"|photo|picture|plot|project|raid|remark|rumou?r|scandal|shelling|shooter|shooting|strike|suspect|tragedy|verdict|victim"
    r"|video"
)
"""Deeds, who did or suffered them, groups, projects and papers: each is one of many, so that "the" means one that was
told of. What everybody knows is not among them (the war, the government), nor what a negotiation itself is about (the
talks)."""
_MANY: Final = (
    r"(?:accident|allegation|accusation|assailant|assault|attacker|blast|bombing|captor|cell|comment|crime|culprit"
    r"|decision|document|episode|error|explosion|gesture|hijacker|image|incident|kidnapper|killer|killing|letter"
    r"|mistake|murderer|perpetrator|photo|picture|rumou?r|shooting|suspect|victim|video)s|ambushes|atrocities|clashes"
    r"|gunmen|remarks"
)
_MANY_OR_DO: Final = r"allies|attacks|claims|countries|leaks|moves|raids|strikes"
"""Behind another word they can be verbs ("the army attacks"), or known ones ("the two countries")."""
_COUNTED: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?:[a-z-]+\s+)?(?:leaders|men|officials|women)"
    r"|(?:three|four|five|six|seven|eight|nine|ten)\s+(?:[a-z-]+\s+)?"
    r"(?:countries|governments|ministers|nations|powers|states)"
)
"""So many of whom there are more; the two ministers or states that talk with each other are mostly known."""
_NO_KIND: Final = (
    r"(?:all|and|any|are|as|at|be|been|best|between|but|by|first|for|from|had|has|have|if|in|into|is|its|last|main|may"
    r"|next|no|not|of|on|only|or|other|our|over|should|such|that|their|to|was|were|which|who|will|with|would)\b"
)
_KIND: Final = rf"(?:(?!{_NO_KIND})[a-z]+(?:-[a-z]+)*\s+){{0,2}}"
"""What says which kind of thing it is, in small letters: a name or a year says which one."""
_WHICH: Final = (
    r"(?:against|aimed|along|at|behind|between|by|for|from|he|her|his|I|in|inside|involving|it|its|made|near|of|on"
    r"|our|outside|over|she|targeting|taken|that|their|they|to|under|we|which|who|whom|whose|with|[a-z]+(?:ed|en)\s+by)\b"
)
"""What tells behind the noun which one is meant."""
_POINTING: Final = re.compile(
    r"(?:that\s+)?(?:[a-z]{4,}(?:s|ed)\s+(?:for\s+)?)?(?i:the)\s+"
    rf"(?:{_KIND}(?:{_SINGLE}|{_MANY})|(?:{_MANY_OR_DO})|(?:{_COUNTED}))(?![\w’'-])(?!\s+{_WHICH})"
)
_LATER: Final = re.compile(
    r"(?<!\w)(?<!\bor )(?<!\band )the\s+(?P<noun>"
    rf"{_SINGLE}|{_MANY}|announcement|bill|delegation|hospital|proposal|report|request|ruling|statement|system)"
    r"(?=[\s.!?”\"’']*$|[.,;:!?]|\s+(?:and|as|because|but|if|or|unless|until|when|while)\b)"
)
"""With nothing before the noun and nothing behind it that tells which: at the end of a clause."""
_UNTOLD: Final = re.compile(
    r"\bthose\s+(?:directly\s+)?responsible\b(?!\s+(?:for|of)\b)"
    r"|\binvestigate(?=[\s.!?”\"’']*$|[.,;]|\s+and\b)"
    r"|\b(?:how|why)\s+this\s+(?:came|could|has\s+happened|happened|occurred|was\s+possible)\b"
)
"""What is to be looked into, or has its culprits, and is not told."""


def points_back(words: str) -> bool:
    """Whether the words, without opening marks, begin with such a phrase, or with a verb and one as its object."""
    return _POINTING.match(words) is not None


def points_back_later(words: str) -> bool:
    """Whether such a phrase ends a clause of the words, of which nothing before tells what it means, or something else
    leaves open of which deed they are."""
    if _UNTOLD.search(words):
        return True
    for found in _LATER.finditer(words):
        before = words[: found.start()].lower()
        if before.strip(" \t\n“\"‘'") and not re.search(rf"\b{found['noun'].lower()}s?\b", before):
            return True
    return False
