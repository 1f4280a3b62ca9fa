"""Blanks out what a page puts between an article's sentences: advertisements, teasers, subscription offers, captions.

Feeds, files and posts carry these on lines of their own or run into the sentences. Each is replaced by as many blanks,
so that every offset into the text stays true. The rules are for English pages, and apply where a sentence can begin.
"""

import re
from collections.abc import Mapping
from typing import Final

from shared.language.linked_headings import unlinked

_LINKS: Final = (
    r"(?:related|recommended|suggested|similar) (?:coverage|articles?|stories|story|topics?|content|reading|news|posts"
    r"|links|videos?)|most (?:popular|read|viewed|watched|shared)|(?:read|up) next|trending(?: now)?"
    r"|editors?[’']?s? picks|you (?:may|might) also like|more (?:on this story|from this section|stories)"
)
"""What stands over a list of other pieces."""
_AD: Final = r"(?:advert|advertisement|ad|video|image|picture)"
_LETTER: Final = r"(?:newsletters?|inbox|briefings?|e?mails?|alerts|updates)"
_HEADING: Final = re.compile(rf"[-•*|\s]*+(?:{_LINKS})\s*:?\s*", re.I)
_TITLE: Final = r"(?:(?!(?<=[a-z)”\"])[.!?][\"”’]?\s+[“\"]?[A-Z]).){1,250}"
"""Words of one sentence."""
_NOTICE: Final = re.compile(
    rf"[-•*|\s]*+(?:"
    rf"advertisements?|sponsored(?: content)?|paid content|skip advertisement"
    rf"|(?:story|article) continues (?:below|after)(?: (?:this |the )?{_AD})?|continue reading(?: the main story)?"
    rf"|(?:read more|also read|read also|see also|related)\s?:{_TITLE}"
    rf"|the post {_TITLE} appeared first on .{{1,80}}|our standards:.{{1,80}}"
    rf"|(?=sign|subs|©|copy|\(c\)|follow|click|[^.!?,]{{0,40}}\ball rights)(?!.*\b(?:said|says|told)\b)(?:"
    rf"(?:sign up|subscribe) (?:here |now |today )?(?:for|to) .{{0,150}}\b{_LETTER}\b.{{0,150}}"
    rf"|(?:©|copyright (?:©|\(c\)|(?:19|20)\d\d)|\(c\) (?=\d)).{{0,200}}|[^.!?,]{{0,40}}\ball rights reserved"
    rf"|follow us on .{{1,100}}|click here (?:to|for) .{{1,120}})"
    rf")[.:\s]*",
    re.I,
)
_LINKED: Final = re.compile(
    r"[-•*|\s]*+(?:Related (?:Coverage|Articles?|Stories)|Recommended (?:Articles?|Stories)|Read Next|Trending Now)"
    r"\s*:?\s+(?=[“‘\"]?[A-Z]).{1,200}"
)
_ENDED: Final = re.compile(r"[.!?…:;。！？।؟][\"”’»)\]]*\s*$")
_MOST_LINKS, _LONGEST_LINK = 12, 120
_BEFORE: Final = r"(?P<before>(?:^|[.!?…\"”’)\]])[^\S\n]*)"
_NEXT: Final = r"(?=[^\S\n]+[“‘\"]?[A-Z]|[^\S\n]*$)"
_AGENCY: Final = r"(?:REUTERS|Reuters|AFP|EPA|AP)"
_GLUED: Final = (
    re.compile(
        rf"{_BEFORE}(?P<out>(?:ADVERTISEMENT|Advertisement)(?!\s(?:Standards|Regulat\w+|Council|Board|Bureau|Act)\b)"
        rf"(?:\sSupported by)?{_NEXT}"
        rf"|(?:Story continues below|STORY CONTINUES BELOW)(?:(?i:\s(?:this |the )?{_AD})\b)?[.:]?"
        rf"|(?:Related (?:Coverage|Articles|Stories)|RELATED (?:COVERAGE|ARTICLES|STORIES)|Recommended Stories"
        rf"|Read Next|Trending Now):?{_NEXT}"
        rf"|Got a(?: confidential)?(?: news)? tip\?(?: We want to hear from you\.)?"
        rf"|Sign up (?:here )?(?:for|to)(?: [^\s.!?]+){{0,12}}? newsletters?\b(?: [a-z][\w’'-]*)*+[.!]?"
        rf"|By signing up,? you agree [^.\n]{{0,150}}\."
        rf"|(?i:file photo):[^\n]{{1,400}}?(?:/(?:File Photo|FILE PHOTO|Files?|Handout|Pool)"
        rf"|{_AGENCY}/[A-Z][\w.’'-]+ [A-Z][\w’'-]+)(?=[\s.]|$)\.?"
        rf"|(?i:file photo):)",
        re.M,
    ),
    re.compile(
        rf"(?P<before>[.\s])(?P<out>{_AGENCY}/[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,3}}/(?:File Photo|FILE PHOTO))"
        r"(?=\s|$)"
    ),
    re.compile(
        r"(?P<before>)(?P<out>(?:CLICK HERE|SIGN UP|SUBSCRIBE) (?:TO|FOR) (?:[A-Z][A-Z’']*+ ){0,9}"
        r"(?:APP|NEWSLETTERS?|COVERAGE|MORE|UPDATES)(?![\w’']))"
    ),
    re.compile(
        r"(?P<before>)(?P<out>(?:©|Copyright(?: ©)?) ?(?:19|20)\d\d [^.\n]{1,60}\. All [Rr]ights [Rr]eserved\.?)"
    ),
)


def cleaned(text: str) -> str:
    """The text with boilerplate blanked; as given if nothing else would be left."""
    out = "\n".join(_lines(unlinked(text).split("\n")))
    for pattern in _GLUED:
        out = pattern.sub(lambda found: found["before"] + " " * len(found["out"]), out)
    return out if out.strip() else text


def _lines(lines: list[str]) -> list[str]:
    """Blank lines that are wholly boilerplate, with the links below a heading."""
    out, links = [], 0
    for line in lines:
        if not line.strip():
            furniture = False  # blank lines stand between links as between paragraphs
        elif _HEADING.fullmatch(line):
            links, furniture = _MOST_LINKS, True
        elif links and len(line) <= _LONGEST_LINK and not _ENDED.search(line):
            links, furniture = links - 1, True
        else:
            links = 0
            linked = _LINKED.fullmatch(line) is not None and _ENDED.search(line) is None
            furniture = linked or _NOTICE.fullmatch(line) is not None
        out.append(" " * len(line) if furniture else line)
    return out


_BLOCKS: Final = (
    "related", "relatedposts", "recommended", "recommendations", "recirc", "trending", "most-popular", "most-read",
    "most-viewed", "read-more", "read-next", "also-read", "newsletter", "subscribe", "signup", "sign-up", "share",
    "sharing", "sharedaddy", "social", "promo", "advert", "advertisement", "ad", "ads", "cookie", "cookies", "consent",
    "caption", "wp-caption", "breadcrumb", "breadcrumbs",
)  # fmt: skip
"""First words of the classes and ids that sites give to what surrounds their articles (also as BEM elements)."""
LONGEST_BLOCK: Final = 1500
"""Characters; what is longer is an article, whatever its class says."""
_CLASSES: Final = re.compile(rf"(?:\s|--)(?:{'|'.join(_BLOCKS)})[\s-]")
_LOWERED: Final = str.maketrans("_", "-")
_KINDS: Final = frozenset({"nav", "aside", "footer", "figcaption"})
_WHOLE: Final = frozenset({"html", "body", "main", "article"})


def is_block(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element of a page is boilerplate by its kind, class or id."""
    if tag in _KINDS:
        return True
    if tag in _WHOLE or not attributes:
        return False
    named = f" {attributes.get('class', '')} {attributes.get('id', '')} ".lower().translate(_LOWERED)
    return _CLASSES.search(named) is not None


def _condition() -> str:
    upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_\t\n"
    named = f"translate(concat(' ', @class, ' ', @id, ' '), '{upper}', '{upper.lower()[:26]}-  ')"
    words = (f"contains({named}, '{a}{word}{z}')" for word in _BLOCKS for a in (" ", "--") for z in " -")
    return " or ".join(words)


BLOCKS_XPATH: Final = (
    f"//*[(@class or @id) and not({' or '.join(f'self::{tag}' for tag in sorted(_WHOLE))}) and ({_condition()})"
    f" and string-length(normalize-space(.)) <= {LONGEST_BLOCK}]"
)
"""The same by class and id, for trees."""
