"""The model's files: which of them make the hidden states what they are."""

from pathlib import Path

from services.extraction.adapters.onnx_encoder import FILES, HIDDEN, MODEL, digest
from services.extraction.domain.milestones.weights import built_in


def a_model(folder: Path) -> Path:
    for name in FILES:
        (folder / name).write_bytes(name.encode())
    return folder


def test_other_heads_or_words_leave_the_hidden_states_as_they_are(tmp_path: Path) -> None:
    """What was learnt on hidden states is not switched off because a head was learnt anew."""
    folder = a_model(tmp_path)
    hidden, whole = digest(folder, HIDDEN), digest(folder, FILES)
    (folder / "heads.npz").write_bytes(b"other heads")
    (folder / "words.npz").write_bytes(b"other words")
    assert digest(folder, HIDDEN) == hidden
    assert digest(folder, FILES) != whole


def test_another_graph_or_tokenizer_means_other_hidden_states(tmp_path: Path) -> None:
    """Hidden states of another encoder, or of other word pieces, mean something else."""
    folder = a_model(tmp_path)
    hidden = digest(folder, HIDDEN)
    for name in HIDDEN:
        (folder / name).write_bytes(b"another")
        assert digest(folder, HIDDEN) != hidden
        hidden = digest(folder, HIDDEN)


def test_the_shipped_weights_belong_to_the_shipped_encoder() -> None:
    """Where the encoder has a share in reading milestones; else words alone would decide, and nobody would see it."""
    assert built_in().share == 0 or built_in().encoder == digest(MODEL, HIDDEN)
