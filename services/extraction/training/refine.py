"""`python -m services.extraction.training.refine --gold GOLD`: the shipped model goes on learning from all annotations.

Cheaper than `make train`, which begins with MiniLM: for when annotations have come in. An eighth of the project's own
annotations is held out; on it the second look is learnt, which would trust the model too much on articles it has seen.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
from pathlib import Path
from typing import Any

from services.extraction.training import NEEDS, install
from services.extraction.training.sources import Annotated, annotated

MODEL = Path(__file__).resolve().parent.parent / "model"


def main() -> int:
    """Exit status 2 when something that the training needs is missing, with what to do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder with news/ and keep_out.txt")
    parser.add_argument("--start", type=Path, default=MODEL, help="folder of the model to go on from")
    parser.add_argument("--out", type=Path, required=True, help="folder of the new model")
    parser.add_argument("--steps", type=int, default=600, help="of four articles each")
    parser.add_argument("--rate", type=float, default=1e-4, help="highest learning rate of the encoder")
    parser.add_argument("--warm", type=float, default=0.1, help="share of the steps in which it rises")
    parser.add_argument(
        "--weight",
        type=int,
        default=2,
        help="how often an article of the project's own, annotated or written, is seen",
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    lacking = [name for name in NEEDS if importlib.util.find_spec(name) is None]
    if lacking:
        print(install(lacking), file=sys.stderr)
        return 2
    try:
        found = annotated(arguments.gold)
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return run(arguments, found)


def run(arguments: argparse.Namespace, found: Annotated) -> int:
    """Train, export, learn what lies on top."""
    import torch
    from tokenizers import Tokenizer

    from services.extraction.adapters.onnx_encoder import OnnxEncoder
    from services.extraction.training import (
        corpus,
        distil,
        export,
        fit,
        secondlook,
        single,
        words,
        written_statements,
    )
    from services.extraction.training.restore import restore

    torch.set_num_threads(arguments.threads)
    tokenizer = Tokenizer.from_file(str(arguments.start / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def prepared(records: list[dict[str, Any]]) -> list[corpus.Example]:
        return [e for e in (corpus.prepare(r, tokenizer) for r in records) if len(e.ids)]

    examples = prepared(found.train) + prepared(found.own + found.written) * arguments.weight
    # Articles of which single sentences were looked at for steps; what they say is taken from the model as it is.
    examples += distil.label(OnnxEncoder.load(arguments.start), single.records(arguments.gold), tokenizer)
    print(
        f"{len(found.train)} and {len(found.own)} articles, {len(found.written)} written; {len(found.held)} held out",
        flush=True,
    )
    network = restore(arguments.start)
    network.encoder.words.weight.requires_grad_(requires_grad=False)
    plan = fit.Plan(
        epochs=4 * arguments.steps / len(examples),
        rates=(arguments.rate, 5 * arguments.rate),
        seed=arguments.seed,
        warm=arguments.warm,
    )
    fit.fit(network, examples, plan, lambda line: print(line, flush=True))
    export.save(network, arguments.out)
    shutil.copy(arguments.start / "tokenizer.json", arguments.out)
    alone = written_statements.records(written_statements.load())
    words.save(words.learn(found.learnt + alone), arguments.out / "words.npz")
    secondlook.add(arguments.out, found.held, found.learnt, arguments.threads)
    return 0


if __name__ == "__main__":
    sys.exit(main())
