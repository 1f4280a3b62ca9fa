"""How often the annotators of the gold take each position, learnt from scores and what was wanted."""

import numpy as np

from services.extraction.training.statements.habit import learn


def test_what_is_said_too_often_is_said_less() -> None:
    """Of 100 statements that the reader calls one thing by a narrow margin, as many as people called so remain."""
    chance = np.random.default_rng(1)
    wanted = (chance.random(4000) < 0.3).astype(int)
    scores = chance.normal(0, 0.5, (4000, 2)) + np.c_[1 - wanted, wanted] + (0.0, 0.8)
    habit = learn(scores.astype(np.float32), wanted)
    before, after = scores.argmax(1), (scores + habit).argmax(1)
    assert before.mean() > 0.4
    assert abs(after.mean() - 0.3) < 0.05
    assert (after == wanted).mean() > (before == wanted).mean()


def test_where_all_is_right_nothing_is_added() -> None:
    """A reader that calls things as often as people do keeps its scores."""
    chance = np.random.default_rng(2)
    wanted = (chance.random(4000) < 0.5).astype(int)
    scores = chance.normal(0, 1, (4000, 2)) + 2 * np.c_[1 - wanted, wanted]
    assert np.abs(learn(scores.astype(np.float32), wanted)).max() < 0.1
