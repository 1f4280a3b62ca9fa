"""Gold in, figures of milestone reading out: typed, dated, status (`score_news.py`), PLOVER classes, denials.

    python -m benchmarks.milestones GOLD [--predictions FILE] [--plover] [--denials REPLAY]

`news/dev` is read with the weights that ship. With the cross-validated predictions of `python -m
services.extraction.training.milestones GOLD --predict FILE` the figures are those on the articles that were looked over
for steps (`benchmarks/annotations`). `--plover` needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from services.extraction.app import Reader
from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.milestones.scoring import features
from services.extraction.domain.milestones.wording import modality, triggers
from services.extraction.domain.text import letters
from services.extraction.domain.text.sentences import split
from services.extraction.training.annotations import looked_over
from shared.catalog import Matcher, load
from shared.contracts import Article

HERE = Path(__file__).resolve().parent


def records(path: Path) -> list[dict[str, Any]]:
    """Objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def found(record: dict[str, Any], reader: Reader) -> list[dict[str, Any]]:
    """Milestones of one article, read by all that ships, statements included."""
    moment = datetime.fromisoformat((record.get("date") or "2019-01-01").replace("Z", "+00:00"))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    article = Article(
        id=record["doc_id"], revision=1, outlet=record.get("outlet") or "unknown", publisher="gold",
        title=record.get("title") or "",
        text=record["text"], language="en", published_at=moment,
        received_at=moment, content_hash="",
    )  # fmt: skip
    return [
        {"type": m.type, "status": m.status, "parties": m.parties, "date": m.date, "background": m.background}
        for m in reader.read(article).reports
        if m.primary
    ]


def news(gold: Path, predictions: Path | None) -> dict[str, Any]:
    """The milestones' figures of `score_news.py`."""
    path = gold / "news" / "dev.jsonl.gz"
    with tempfile.TemporaryDirectory() as folder:
        if predictions is None:
            reader = Reader(load())
            predictions = Path(folder) / "found.jsonl"
            with predictions.open("w", encoding="utf-8") as out:
                for record in records(path):
                    line = {"doc_id": record["doc_id"], "statements": [], "milestones": found(record, reader)}
                    out.write(json.dumps(line) + "\n")
        else:
            path = Path(folder) / "looked_over.jsonl"
            lines = (json.dumps(record | {"statements": []}) for record in looked_over.with_steps(gold))
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        said = subprocess.run(
            [sys.executable, str(gold / "score_news.py"), str(path), str(predictions), "--json"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    return {key: value for key, value in json.loads(said.stdout).items() if "milestones" in key}


def plover(gold: Path) -> dict[str, float]:
    """Macro F1 of PLOVER classes by five-fold cross-validation, over the words and rules of milestone reading."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    matcher = Matcher(load())
    rows, wanted = [], []
    for record in records(gold / "milestones" / "plover_train.jsonl.gz"):
        text, span = record["text"], (0, len(record["text"]))
        hits = triggers.hits(letters.lowered(text), span, triggers.built_in())
        now = features.Seen(0, span, hits, (), modality.modality_of(letters.lowered(text), span), 2, False)
        day = date(2018, 1, 1)
        words = features.features(
            features.tokens(text, span, matcher.mentions(text, day)), now, (), frozenset(), day
        )
        rows.append(dict.fromkeys(words, 1.0))
        wanted.append(Counter(event["category"] for event in record["events"]).most_common(1)[0][0])
    common = Counter(wanted)
    kept = [at for at, name in enumerate(wanted) if common[name] >= 5]
    x = DictVectorizer().fit_transform([rows[at] for at in kept])
    y = np.array([wanted[at] for at in kept])
    model = LogisticRegression(C=1.0, max_iter=300, class_weight="balanced")
    said = cross_val_predict(model, x, y, cv=StratifiedKFold(5, shuffle=True, random_state=7))
    return {
        "sentences": len(kept), "classes": len(set(y)),
        "macro F1": round(100 * f1_score(y, said, average="macro"), 1),
        "accuracy": round(100 * float((said == y).mean()), 1),
    }  # fmt: skip


def denials(replay: Path) -> dict[str, int]:
    """How the 75 judged sentences of `denials/` are seen, each read in its own article."""
    judged = [
        json.loads(line)
        for line in (HERE / "denials" / "denials.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    catalog = load()
    matcher = Matcher(catalog)
    count: Counter[str] = Counter()
    for archive in sorted({each["archive"] for each in judged}):
        mine = [each for each in judged if each["archive"] == archive]
        wanted = {each["id"] for each in mine}
        articles = {r["id"]: r for r in records(replay / f"{archive}.jsonl.gz") if r.get("id") in wanted}
        for each in mine:
            record = articles[each["id"]]
            span = (each["start"], each["end"])
            denied = modality.modality_of(letters.lowered(record["text"]), span).has("denied")
            kind = "none" if each["judgement"] == "none" else "denial"
            count[f"{kind}: {'denied' if denied else 'not denied'}"] += 1
            if each["judgement"] == "step":
                count[f"step: {'denied' if denied else 'not denied'}"] += 1
                day = date(2018, 1, 1)
                steps = read_milestones(
                    record["text"], record.get("title") or "", datetime(2018, 1, 1, tzinfo=UTC),
                    matcher.mentions(record["text"], day), (), split(record["text"]), catalog,
                )  # fmt: skip
                wrong = any(
                    m.type == each["denied"]
                    and m.status in ("happened", "claimed")
                    and not m.background
                    and m.spans == (span,)
                    for m in steps
                )
                count["denied step reported as having happened"] += wrong
                count["denied step reported as denied"] += any(
                    m.status == "denied" and not m.background and span in m.spans for m in steps
                )
    return dict(sorted(count.items()))


def main() -> int:
    """Prints one figure a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--plover", action="store_true")
    parser.add_argument("--denials", type=Path, help="folder of the replay archives")
    arguments = parser.parse_args()
    if not (arguments.gold / "score_news.py").is_file():
        print(
            f"{arguments.gold}/score_news.py is not there; GOLD is the folder that holds it", file=sys.stderr
        )
        return 2
    figures: dict[str, Any] = news(arguments.gold, arguments.predictions)
    if arguments.plover:
        figures |= {f"PLOVER {key}": value for key, value in plover(arguments.gold).items()}
    if arguments.denials:
        figures |= denials(arguments.denials)
    print("\n".join(f"{key:45} {value}" for key, value in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
