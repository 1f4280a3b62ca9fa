"""`make score GOLD=/path/to/gold`: quality on gold, speed and memory in one run, written to benchmarks/SCORECARD.md."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import quality, speed
from services.extraction.adapters.onnx_encoder import OnnxEncoder

CARD = Path(__file__).with_name("SCORECARD.md")
LIBRARIES = ("onnxruntime", "tokenizers", "numpy", "msgspec")


def main() -> int:
    """Exit status 2 without gold, with what to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--gold", type=Path, help="folder with news/, statements/ and the score scripts; replay/ beside it"
    )
    parser.add_argument("--articles", type=int, default=0, help="of the speed run, 0 for all")
    parser.add_argument("--out", type=Path, default=CARD)
    arguments = parser.parse_args()
    if arguments.gold is None or not (arguments.gold / "news" / "dev.jsonl.gz").is_file():
        print(
            "the scorecard needs the gold: make score GOLD=/path/to/gold (a folder with news/dev.jsonl.gz)",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        news = quality.news(arguments.gold, folder)
        others = quality.attributions(arguments.gold, folder)
    replay = arguments.gold.parent / "replay"
    pace = speed.compare(replay / "tracks_2013-2020.jsonl.gz", arguments.articles)
    gate = speed.gate(replay / "mixed_6000.jsonl.gz")
    arguments.out.write_text(card(news, others, pace, gate), encoding="utf-8")
    print(arguments.out.read_text(encoding="utf-8"))
    return 0


def card(news: dict[str, Any], others: dict[str, Any], pace: dict[str, Any], gate: dict[str, Any]) -> str:
    """The scorecard as Markdown."""
    f1 = {name: news[f"statements {name}"]["f1"] for name in ("found", "joint", "canonical")}
    rows = [
        ("`news/dev`, statements found, F1", f1["found"], 94),
        ("the same, joint with the speaker", f1["joint"], 89),
        ("the same, canonical speaker", f1["canonical"], 87),
        ("first issue, share of found", news["issue of found"], 80),
        ("position, share of found", news["position of found"], 75),
        ("background, F1 of true", news["background of found"]["f1"], 75),
        ("`news/dev`, milestones typed, F1", news["milestones typed"]["f1"], "–"),
        ("the same, dated", news["milestones dated"]["f1"], "–"),
        ("the same, status", news["milestones status"]["f1"], "–"),
        ("PolNeAR dev, `--fragments`, joint F1 (other conventions)", others["joint"]["J50"]["F1"], 60),
        ("spans outside their text", news["mismatches"] + others["mismatches"], 0),
        (
            f"speed, times one plain spaCy pass over the same {pace['parley']['articles']} texts",
            pace["ratio"] or "spaCy not installed",
            6,
        ),
        ("articles per CPU-second (tracks 2013–2020, gate off)", pace["parley"]["articles_per_second"], "–"),
        ("peak memory of the reader, MB", pace["parley"]["peak_mb"], 600),
        ("gate: articles per CPU-second (mixed)", gate["articles_per_second"], "–"),
        ("gate: articles let through of " + str(gate["articles"]), gate["found"], "–"),
    ]
    lines = "\n".join(f"| {name} | {value} | {goal} |" for name, value, goal in rows)
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    found = news["statements found"]
    return (
        f"# Scorecard\n\nWritten by `make score` on {datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}; Python "
        f"{platform.python_version()}, {versions}; {os.cpu_count()} cores; model sha256 "
        f"`{OnnxEncoder.load().model_hash[:16]}`.\n\n| measure | now | goal |\n|---|---|---|\n{lines}\n\n"
        f"Found: precision {found['p']}, recall {found['r']}; {news['predicted statements']} read, "
        f"{news['gold statements']} in the gold. Cross-validated figures and what was tried: "
        "`services/extraction/model/MODEL_CARD.md`.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
