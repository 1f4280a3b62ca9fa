"""Shows an article with what was read in it: text for a terminal or a file, or a page for a browser."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import msgspec
from rich.text import Text

from services.extraction.domain.findings import Reading, ReadStatement
from services.extraction.domain.text.document import Document
from shared.contracts import MilestoneReport

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")
LONGEST_WORDS = 160
HUES = (205, 140, 285, 35, 340, 175, 60, 255)


class Mark(msgspec.Struct, frozen=True):
    """A part of the text that belongs to a statement: its content, source or cue."""

    start: int
    end: int
    role: str
    statement: int


def marks(reading: Reading) -> list[Mark]:
    """Non-overlapping marks in order; where they would overlap, the shorter one (a source inside a content) goes
    before."""
    wanted: list[Mark] = []
    for number, s in enumerate(reading.statements):
        wanted += [Mark(a, b, "content", number) for a, b in s.content]
        wanted += [Mark(a, b, "source", number) for a, b in s.source or ()]
        wanted += [Mark(*s.cue_span, "cue", number)] if s.cue_span else []
    free: list[Mark] = []
    for mark in sorted(wanted, key=lambda m: (m.end - m.start, m.start)):
        pieces = [(mark.start, mark.end)]
        for other in free:
            pieces = [
                piece
                for a, b in pieces
                for piece in ((a, min(b, other.start)), (max(a, other.end), b))
                if piece[0] < piece[1]
            ]
        free += [Mark(a, b, mark.role, mark.statement) for a, b in pieces]
    return sorted(free, key=lambda m: m.start)


def _sides(reading: Reading) -> list[str]:
    return list(dict.fromkeys(s.side for s in reading.statements))


def _summary(number: int, s: ReadStatement) -> str:
    """One line on a statement: number, speaker, manner, issues, position, cue and confidence."""
    who = s.speaker or "nobody named"
    whom = f" ({s.affiliation})" if s.affiliation and s.affiliation != who else ""
    old = ", said before" if s.background else ""
    return (
        f"{number + 1}. {who}{whom} · {s.type} · {', '.join(s.issues)} · {s.position}{old} · "
        f"cue {s.cue or 'none'} · {s.found_by}, {s.confidence:.0%} sure"
    )


def _words(document: Document, s: ReadStatement) -> str:
    return _joined(document.text[a:b] for a, b in s.content)


def _joined(pieces: Iterable[str]) -> str:
    words = " … ".join(pieces)
    return words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS] + "…"


def _told(step: MilestoneReport) -> str:
    """How a step stands, between whom, when and where."""
    return " · ".join(filter(None, (step.status, ", ".join(step.parties), step.date, step.place)))


def terminal(
    document: Document, reading: Reading, steps: Sequence[MilestoneReport], *, coloured: bool
) -> Text:
    """The article with contents in the colour of their side, sources bold, cues underlined; where nothing is coloured,
    contents stand in brackets with their statement's number. Below it who said what, and the steps."""
    sides = _sides(reading)
    text = _coloured(document, reading) if coloured else Text(_bracketed(document.text, reading))
    text.append("\n\n")
    for number, s in enumerate(reading.statements):
        style = COLOURS[sides.index(s.side) % len(COLOURS)]
        text.append(f"{_summary(number, s)}\n    {_words(document, s)}\n", style=style)
    for refusal in reading.refusals:
        words = document.text[slice(*refusal.span)]
        text.append(f"–  {refusal.speaker or 'somebody'}: {words}\n", style="dim")
    for step in steps:
        text.append(f"*  {step.type} · {_told(step)}\n    {_joined(step.evidence.words)}\n")
    return text


def _coloured(document: Document, reading: Reading) -> Text:
    sides = _sides(reading)
    text = Text(document.text)
    for mark in marks(reading):
        colour = COLOURS[sides.index(reading.statements[mark.statement].side) % len(COLOURS)]
        style = {"content": colour, "source": f"bold {colour}", "cue": f"underline {colour}"}[mark.role]
        text.stylize(style, mark.start, mark.end)
    return text


def _bracketed(text: str, reading: Reading) -> str:
    """The text with "[1 …]" around each part of what the first statement says, and so on."""
    parts = [(a, b, number + 1) for number, s in enumerate(reading.statements) for a, b in s.content]
    # At one place what ends is closed first; of those that begin there, the longer one is opened first.
    put = [(a, 1, -b, f"[{number} ") for a, b, number in parts] + [(b, 0, 0, "]") for _, b, _ in parts]
    pieces, at = [], 0
    for place, _, _, bracket in sorted(put):
        pieces += [text[at:place], bracket]
        at = place
    return "".join((*pieces, text[at:]))


_STYLE = """
:root{color-scheme:light dark;--ink:#1d2228;--paper:#fcfbf8;--line:#ddd8cc;--soft:#6b6f76;--light:93%;--deep:30%}
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#16181b;--line:#34373c;--soft:#9a9ea6;--light:22%;--deep:80%}}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 Georgia,'Times New Roman',serif}
article{display:grid;grid-template-columns:minmax(0,42rem) minmax(14rem,24rem);gap:3rem;max-width:72rem;margin:3rem
auto;
padding:0 1.5rem;border-bottom:1px solid var(--line)}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}header{grid-column:1/-1}header p{color:var(--soft);margin:0}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
mark{color:inherit;background:hsl(var(--h) 70% var(--light));border-radius:3px;padding:.05em 0}
mark.source{font-weight:bold;background:none;border-bottom:3px solid hsl(var(--h) 60% 50%)}
mark.cue{background:none;border-bottom:2px dotted hsl(var(--h) 60% 50%)}
mark.content:hover,li:target{outline:2px solid hsl(var(--h) 60% 50%)}
a{color:inherit;text-decoration:none}
ol{list-style:none;margin:0;padding:0;font:13px/1.45 system-ui,sans-serif}
li{border-left:4px solid hsl(var(--h) 60% 50%);padding:.35rem .7rem;margin:0 0 .6rem}
li.step{border-left:4px dotted var(--soft)}
li b{font-size:14px}li span{color:var(--soft);display:block}
@media(max-width:60rem){article{grid-template-columns:1fr}}
"""


def page(read: Iterable[tuple[Document, Reading, Sequence[MilestoneReport]]]) -> str:
    """One HTML file, nothing fetched from anywhere; the articles' text is escaped."""
    bodies = [_article(number, *each) for number, each in enumerate(read)]
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Who said what</title><style>{_STYLE}</style><body>{''.join(bodies)}</body></html>"
    )


def _article(place: int, document: Document, reading: Reading, steps: Sequence[MilestoneReport]) -> str:
    sides = _sides(reading)
    hues = {side: HUES[i % len(HUES)] for i, side in enumerate(sides)}
    when = f"{document.published_at:%d %B %Y}" if document.published_at else "no date"
    parts, at = [], 0
    for mark in marks(reading):
        s = reading.statements[mark.statement]
        parts.append(html.escape(document.text[at : mark.start]))
        tip = html.escape(_summary(mark.statement, s), quote=True)
        parts.append(
            f"<a href='#s{place}-{mark.statement}'><mark class={mark.role} style='--h:{hues[s.side]}' title=\"{tip}\">"
            f"{html.escape(document.text[mark.start : mark.end])}</mark></a>"
        )
        at = mark.end
    parts.append(html.escape(document.text[at:]))
    return (
        f"<article><header><h1>{html.escape(document.title or document.id)}</h1><p>{html.escape(document.outlet)} · "
        f"{when} · {len(reading.statements)} statements, {len(steps)} steps</p></header>"
        f"<div class=text>{''.join(parts)}</div>"
        f"<ol>{''.join((*_items(place, document, reading.statements, hues), *map(_step, steps)))}</ol></article>"
    )


def _items(
    place: int, document: Document, statements: Sequence[ReadStatement], hues: dict[str, int]
) -> list[str]:
    out = []
    for number, s in enumerate(statements):
        old = " · said before" if s.background else ""
        out.append(
            f"<li id='s{place}-{number}' style='--h:{hues[s.side]}'><b>{html.escape(s.speaker or 'nobody named')}</b>"
            f"<span>for {html.escape(s.side)} · {s.type} · {html.escape(', '.join(s.issues))}"
            f" · {s.position}{old}</span>"
            f"{html.escape(_words(document, s))}"
            f"<span>cue “{html.escape(s.cue or 'none')}” · {s.found_by} · {s.confidence:.0%}</span></li>"
        )
    return out


def _step(step: MilestoneReport) -> str:
    words = html.escape(_joined(step.evidence.words))
    told = html.escape(_told(step))
    return f"<li class=step><b>{step.type.replace('_', ' ')}</b><span>{told}</span>{words}</li>"
