"""A replay's output in, sheets for a reader of alerts and articles alone out; the reader's verdicts in, shares out.

    python -m benchmarks.judging draw DIR ARCHIVE --kind milestone --count 150 --out SHEETS [--leave-out TRAIN ...]
    python -m benchmarks.judging pairs DIR ARCHIVE --count 50 --out SHEETS [--leave-out TRAIN ...]
    python -m benchmarks.judging tally benchmarks/judgements/FILE.jsonl ...

`DIR` is what `parley replay ARCHIVE --out DIR` wrote. The draw is by a fixed seed, so anybody can repeat it. Sheets
hold article text and stay outside the project; what is kept are the verdicts, one JSON object a line: `id` (of the
alert, or "statement/statement" of a pair), `kind`, `verdict` (yes or no) and `why`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

Json = dict[str, Any]
EARLIER = 6  # earlier alerts of the same side that a sheet shows, so that "new" can be judged
NEAR = (35, 100)  # likeness of two statements that were kept apart but are near


def records(path: Path) -> list[Json]:
    """Objects of a JSON Lines file, plain or gzip."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.split(b"\n") if line.strip()]


def articles(path: Path) -> dict[str, Json]:
    """Articles of an archive by id."""
    return {str(each.get("doc_id") or each.get("id")): each for each in records(path)}


def told_by(alert: Json) -> list[str]:
    """Ids of the articles of an alert's evidence."""
    return [piece["article"]["id"] for piece in alert["data"]["evidence"]]


def draw(
    alerts: list[Json], kind: str, types: str, count: int, seed: int, barred: frozenset[str]
) -> list[Json]:
    """Alerts of a kind that people are told of, with evidence outside the barred articles, in the order in which they
    were raised."""
    fit = [
        alert
        for alert in alerts
        if kind in ("all", alert["data"]["kind"])
        and not alert["data"]["labels"].get("aside")
        and types in alert["type"]
        and not barred.intersection(told_by(alert))
    ]
    chosen = set(random.Random(seed).sample(range(len(fit)), min(count, len(fit))))
    return [alert for i, alert in enumerate(fit) if i in chosen]


def alert_sheet(alert: Json, before: list[Json], texts: dict[str, Json]) -> str:
    """One alert as a person sees it, what had been alerted of the same side before, and the articles behind it."""
    data = alert["data"]
    lines = [f"## {alert['id']}", f"type: {alert['type']}   time: {alert['time']}", f"**{data['headline']}**"]
    for name in (
        "type",
        "status",
        "parties",
        "date",
        "place",
        "speaker",
        "side",
        "before",
        "after",
        "deadline",
    ):
        if data.get(name):
            lines.append(f"{name}: {data[name]}")
    lines += [f"words: {words}" for piece in data["evidence"] for words in piece["words"]]
    if before:
        lines.append("earlier alerts of this side:")
        lines += [f"- {each['time'][:16]} {each['data']['headline'][:220]}" for each in before]
    for name in dict.fromkeys(told_by(alert)):
        lines.append(article_sheet(texts.get(name)))
    return "\n".join(lines)


def article_sheet(article: Json | None) -> str:
    """An article with its outlet and date."""
    if article is None:
        return "### (article not in this archive)"
    when = article.get("published_at") or article.get("date")
    return f"### {article.get('outlet')} · {when} · {article.get('title') or ''}\n{article['text'][:4500]}\n"


def earlier(alerts: list[Json]) -> dict[str, list[Json]]:
    """For each alert the alerts of the same side and kind that were raised before it, the likest ones."""
    seen: dict[tuple[str, str], list[Json]] = defaultdict(list)
    out = {}
    for alert in alerts:
        data = alert["data"]
        known = seen[(data["kind"], str(data["labels"].get("side")))]
        likest = sorted(known, key=lambda a: -fuzz.token_set_ratio(a["data"]["headline"], data["headline"]))
        out[alert["id"]] = likest[:EARLIER]
        known.append(alert)
    return out


def pairs(
    statements: list[Json], count: int, seed: int, barred: frozenset[str]
) -> list[tuple[str, Json, Json]]:
    """`count` pairs of different articles that were merged into one saying, and as many near pairs that were not."""
    fit = [s for s in statements if s.get("saying") and s["doc_id"] not in barred]
    by_side = defaultdict(list)
    for statement in fit:
        by_side[statement["side"]].append(statement)
    merged, apart = [], []
    for group in by_side.values():
        for i, one in enumerate(group):
            for other in group[i + 1 :]:
                if one["doc_id"] == other["doc_id"]:
                    continue
                if one["saying"] == other["saying"]:
                    merged.append(("merged", one, other))
                elif NEAR[0] <= fuzz.token_sort_ratio(words(one), words(other)) <= NEAR[1]:
                    apart.append(("apart", one, other))
    shuffle = random.Random(seed)
    weights = [fuzz.token_sort_ratio(words(a), words(b)) for _, a, b in apart]
    nearest = sorted(range(len(apart)), key=lambda i: -weights[i])[: 4 * count]
    return shuffle.sample(merged, min(count, len(merged))) + [
        apart[i] for i in shuffle.sample(nearest, min(count, len(nearest)))
    ]


def words(statement: Json) -> str:
    """The words of a statement, as `put` found them in the article."""
    return str(statement["words"])


def put(statements: list[Json], texts: dict[str, Json]) -> list[Json]:
    """Statements with the words under their offsets; those of unknown articles are left out."""
    return [
        {**s, "words": " … ".join(texts[s["doc_id"]]["text"][a:b] for a, b in s["content"])}
        for s in statements
        if s["doc_id"] in texts
    ]


def pair_id(one: Json, other: Json) -> str:
    """Names a pair by articles and offsets."""
    return "/".join(f"{s['doc_id']}:{s['content'][0][0]}-{s['content'][-1][1]}" for s in (one, other))


def pair_sheet(one: Json, other: Json, texts: dict[str, Json]) -> str:
    """Two statements with what stands around them; whether they were merged is not told."""
    lines = [f"## {pair_id(one, other)}"]
    for name, statement in (("A", one), ("B", other)):
        article = texts[statement["doc_id"]]
        a, b = statement["content"][0][0], statement["content"][-1][1]
        lines.append(
            f"{name}. {article.get('outlet')} · {article.get('published_at') or article.get('date')} · speaker "
            f"{statement['speaker']} ({statement['side']}): **{statement['words']}**\n"
            f"   context: {article['text'][max(0, a - 200) : b + 120]!r}"
        )
    return "\n".join(lines)


def write(sheets: list[str], out: Path, each: int) -> None:
    """Sheets of `each` entries a file."""
    out.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, len(sheets), each), 1):
        path = out / f"sheet-{number:02}.md"
        path.write_text("\n\n".join(sheets[start : start + each]) + "\n", encoding="utf-8")
    print(f"{len(sheets)} entries in {out}")


def tally(paths: Iterable[Path]) -> None:
    """Shares of yes by kind."""
    for path in paths:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for each in records(path):
            counts[each["kind"]][each["verdict"]] += 1
        total = sum(counts.values(), Counter[str]())
        for kind, count in [*sorted(counts.items()), ("all", total)]:
            n = sum(count.values())
            print(f"{path.name}  {kind:32} {count['yes']:4} of {n:4} yes  {100 * count['yes'] / n:5.1f} %")


def main() -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("job", choices=("draw", "pairs", "tally"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--kind", default="all", help="statement, stance or milestone")
    parser.add_argument("--types", default="", help="part of the alert's type, e.g. statement.new")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--each", type=int, default=25, help="entries a sheet")
    parser.add_argument(
        "--leave-out",
        type=Path,
        nargs="+",
        default=[],
        help="files whose articles are not drawn (annotated ones)",
    )
    parser.add_argument("--out", type=Path, default=Path("sheets"))
    given = parser.parse_args()
    if given.job == "tally":
        tally(given.paths)
        return 0
    folder, archive = given.paths
    texts = articles(archive)
    barred = frozenset(name for path in given.leave_out for name in articles(path))
    if given.job == "draw":
        alerts = records(folder / "alerts.jsonl")
        before = earlier(alerts)
        drawn = draw(alerts, given.kind, given.types, given.count, given.seed, barred)
        write([alert_sheet(a, before[a["id"]], texts) for a in drawn], given.out, given.each)
        return 0
    statements = put(records(folder / "statements.jsonl"), texts)
    chosen = pairs(statements, given.count, given.seed, barred)
    key = {pair_id(one, other): how for how, one, other in chosen}
    order = random.Random(given.seed).sample(chosen, len(chosen))
    write([pair_sheet(one, other, texts) for _, one, other in order], given.out, given.each)
    (given.out / "key.json").write_text(json.dumps(key, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
