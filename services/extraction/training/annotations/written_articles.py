"""Reads articles that were written to learn from, with marks in their text, as records in the form of the gold.

The archives hold little of what is negotiated most (wars, nuclear programmes, hostages). So articles were written for
this project and annotated in the writing; nothing in them happened, nobody in them has a name. `written/README.md`
shows the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).with_name("written") / "articles"
_HEAD: Final = re.compile(r"=== *(\w+) *\| *([^|]+?) *\| *(\d{4}-\d\d-\d\d)")
_ENTRY: Final = re.compile(r"([SM])(\d+) *\| *(.*)")
_MARK: Final = re.compile(r"\{([scqm])(\d+):|\}")
STATEMENT: Final = ("speaker", "speaker_kind", "affiliation", "issues", "position", "background", "answers")
MILESTONE: Final = ("type", "status", "parties", "mediators", "date", "place", "background")
_NOTHING: Final = "-"

Spans = dict[tuple[str, int], list[list[int]]]


class BadArticle(ValueError):
    """An article does not follow the form; the message says where and why."""


def load(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """All written articles, in the order of the files; raises BadArticle."""
    return [
        record for path in sorted(folder.glob("*.txt")) for record in read(path.read_text("utf-8"), path.stem)
    ]


def read(source: str, name: str) -> Iterator[dict[str, Any]]:
    """The articles of one file; their ids begin with `name`. Raises BadArticle."""
    at = [found.start() for found in re.finditer(r"^===", source, re.MULTILINE)]
    for start, end in zip(at, [*at[1:], len(source)], strict=True):
        yield _article(source[start:end], name)


def _article(source: str, name: str) -> dict[str, Any]:
    first, *lines = [line.strip() for line in source.splitlines() if line.strip()]
    head = _HEAD.fullmatch(first)
    if head is None:
        raise BadArticle(f'{name}: {first!r} is not "=== number | outlet | YYYY-MM-DD"')
    where = f"{name}, article {head[1]}"
    paragraphs, entries, title, spans = [], {}, "", Spans()
    length = 0
    for line in lines:
        if line.startswith("# "):
            title = line[2:]
        elif entry := _ENTRY.fullmatch(line):
            entries[entry[1], int(entry[2])] = [field.strip() for field in entry[3].split("|")]
        else:
            paragraphs.append(_paragraph(line, length, spans, where))
            length += len(paragraphs[-1]) + 2
    text = "\n\n".join(paragraphs)
    statements = [
        _statement(n, f, text, spans, where) for (kind, n), f in sorted(entries.items()) if kind == "S"
    ]
    return {
        "doc_id": f"{name}-{head[1]}",
        "outlet": head[2],
        "date": head[3],
        "title": title,
        "text": text,
        "statements": sorted(statements, key=lambda s: s["content"][0]),
        "milestones": [
            _milestone(n, f, spans, where) for (kind, n), f in sorted(entries.items()) if kind == "M"
        ],
    }


def _paragraph(line: str, offset: int, spans: Spans, where: str) -> str:
    """The line without its marks; adds what they mark to `spans`, as offsets in the text."""
    out, at, is_open = "", 0, []
    for mark in _MARK.finditer(line):
        out += line[at : mark.start()]
        at = mark.end()
        if mark[1]:
            is_open.append((mark[1], int(mark[2]), len(out)))
        elif is_open:
            kind, number, start = is_open.pop()
            spans.setdefault((kind, number), []).append([offset + start, offset + len(out)])
        else:
            raise BadArticle(f"{where}: a bracket closes nothing in {line[:60]!r}")
    if is_open:
        raise BadArticle(f"{where}: mark {is_open[-1][0]}{is_open[-1][1]} is not closed in {line[:60]!r}")
    return out + line[at:]


def _statement(number: int, fields: list[str], text: str, spans: Spans, where: str) -> dict[str, Any]:
    given = _fields(STATEMENT, fields, f"{where}, S{number}")
    content = sorted(_spans(spans, "c", number, where))
    source, cue = (next(iter(spans.get((kind, number), ())), None) for kind in "sq")
    quoted = [
        bool(re.search(r"[\"“]\s*$", text[:a])) and bool(re.match(r"\s*[\"”]", text[b:])) for a, b in content
    ]
    inside = any(re.search(r"[\"“”]", text[a:b]) for a, b in content)
    return given | {
        "affiliation": None if given["affiliation"] == _NOTHING else given["affiliation"],
        "issues": [issue.strip() for issue in given["issues"].split(",")],
        "background": given["background"] == "1",
        "answers": dict(a.strip().split("=") for a in given["answers"].split(",") if "=" in a),
        "content": content,
        "source": text[slice(*source)] if source else None,
        "cue": text[slice(*cue)] if cue else None,
        "type": "direct" if all(quoted) else "mixed" if any(quoted) or inside else "indirect",
    }


def _milestone(number: int, fields: list[str], spans: Spans, where: str) -> dict[str, Any]:
    given = _fields(MILESTONE, fields, f"{where}, M{number}")
    return given | {
        "parties": _names(given["parties"]),
        "mediators": _names(given["mediators"]),
        "people": [],
        "date": None if given["date"] == _NOTHING else given["date"],
        "place": None if given["place"] == _NOTHING else given["place"],
        "background": given["background"] == "1",
        "evidence": _spans(spans, "m", number, where),
    }


def _fields(names: tuple[str, ...], values: list[str], where: str) -> dict[str, Any]:
    if len(values) != len(names):
        raise BadArticle(f"{where}: {len(values)} fields, not {len(names)} ({', '.join(names)})")
    return dict(zip(names, values, strict=True))


def _spans(spans: Spans, kind: str, number: int, where: str) -> list[list[int]]:
    if (kind, number) not in spans:
        raise BadArticle(f"{where}: nothing is marked {{{kind}{number}:...}}")
    return spans[kind, number]


def _names(field: str) -> list[str]:
    return sorted(name.strip() for name in re.split("[;,]", field) if name.strip() not in ("", _NOTHING))
