"""Renders alerts as a Slack message (Block Kit) that is pleasant to read and within Slack's limits.

Words from articles go into `plain_text` objects, where nothing is interpreted; names inside formatted lines lose the
characters that format. Limits: header 150, text 3,000, 50 blocks, under 10,000 characters in all.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from services.notifier.domain.grouping import MOST_IN_ONE
from services.notifier.domain.safe_text import clip, clip_escaped, escape, inert, one_line
from services.notifier.domain.story import (
    FACT,
    Story,
    alert_link,
    confirmed_by,
    in_words,
    plain,
    shortest,
    tell,
)
from shared.contracts import Alert

IN_FULL = 6
ROOM = 9_000
"""Characters of a whole message as JSON; Slack takes 10,000."""


def order(alerts: Sequence[Alert]) -> tuple[Alert, ...]:
    """The most important first; equally important ones as they happened."""
    return tuple(sorted(alerts, key=lambda a: (-a.data.labels.importance, a.time, a.id)))


def page_link(public_url: str, alerts: Sequence[Alert]) -> str:
    """The page of the negotiation that all of them concern, else the feed."""
    found = {a.data.labels.negotiation for a in alerts}
    base = public_url.rstrip("/")
    only = found.pop() if len(found) == 1 else ""
    return f"{base}/negotiations/{quote(only, safe='')}" if only else base


def message(alerts: Sequence[Alert], names: Mapping[str, str], public_url: str) -> dict[str, Any]:
    """The body of the request to an incoming webhook."""
    stories = tuple(tell(a, names) for a in order(alerts))
    link = page_link(public_url, alerts)
    for full, longest, line in (
        (IN_FULL, 2_800, 160),
        (IN_FULL, 500, 160),
        (3, 300, 140),
        (1, 200, 120),
        (1, 100, 50),
    ):
        body = _body(stories, link, public_url, full, longest, line)
        if _size(body) <= ROOM:
            break
    return body


def summary(alerts: Sequence[Alert], names: Mapping[str, str], public_url: str) -> str:
    """The same as plain text, for the outbox and the history."""
    stories = tuple(tell(a, names) for a in order(alerts))
    return clip(plain(stories, page_link(public_url, alerts), public_url), 8_000)


def _body(
    stories: tuple[Story, ...], link: str, base: str, full: int, longest: int, line: int
) -> dict[str, Any]:
    blocks: list[Block] = []
    if len(stories) > 1:
        blocks.append(_header(_title(stories)))
        for n, story in enumerate(map(shortest, stories[:full])):
            blocks += [DividerBlock()] if n else []
            blocks.append(_markdown(f"{story.mark} *{inert(story.title, 300)}*"))
            blocks += _details(story, longest, base)
    else:
        only = shortest(stories[0])
        blocks.append(_header(f"{only.mark} {only.title}"))
        if len(only.title) > 145:
            blocks.append(SectionBlock(text=_literal(only.title, 1_000)))
        blocks += _details(only, longest, base)
    rest = stories[full:]
    if rest:
        lines = MOST_IN_ONE - full
        shown = "\n".join(f"• {inert(s.headline, line)}" for s in rest[:lines])
        more = f"\n… and {len(rest) - lines} more" if len(rest) > lines else ""
        blocks += [DividerBlock(), _markdown(shown + more)]
    where = inert(stories[0].negotiation) if len({s.negotiation for s in stories}) == 1 else ""
    if link:
        blocks.append(_markdown(f"<{_url(link)}|{'Open ' + where if where else 'Open'} in Parley>"))
    return {
        "text": inert(_title(stories), 300),
        "blocks": [block.to_dict() for block in blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _title(stories: tuple[Story, ...]) -> str:
    first = stories[0]
    if len(stories) == 1:
        return f"{first.mark} {first.headline}"
    about = {s.negotiation for s in stories}
    return f"{first.negotiation if len(about) == 1 and first.negotiation else 'Negotiations'}: {len(stories)} updates"


def _details(story: Story, longest: int, base: str) -> list[Block]:
    blocks: list[Block] = []
    if story.facts:
        facts = "\n".join(f"*{label}:* {inert(value, FACT)}" for label, value in story.facts)
        blocks.append(_markdown(facts))
    if story.quote:
        blocks.append(SectionBlock(text=_literal(in_words(story, longest), 2_990)))
    if story.replaces and base:
        blocks.append(_markdown(f"Replaces <{_url(alert_link(base, story.replaces))}|this alert>"))
    by = story.by if story.verbatim else ""
    line = " · ".join(part for part in (by, story.what, confirmed_by(story), story.when) if part)
    return [*blocks, ContextBlock(elements=[_literal(one_line(line), 600)])]


def _header(text: str) -> HeaderBlock:
    return HeaderBlock(text=_literal(one_line(text), 150))


def _literal(text: str, limit: int) -> PlainTextObject:
    return PlainTextObject(text=clip_escaped(text, limit), emoji=False)


def _markdown(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=clip(text, 2_990), verbatim=True))


def _url(link: str) -> str:
    return escape(link).replace("|", "%7C")


def _size(body: Mapping[str, Any]) -> int:
    return len(json.dumps(body, ensure_ascii=False))
