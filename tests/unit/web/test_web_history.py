"""What changed since, and who stood where when."""

from datetime import timedelta

import msgspec

from services.web.domain.history import changes, table
from services.web.domain.known_then import rows_known, steps_known
from shared.contracts import StanceReading
from shared.testing.scene.sayings import SAYINGS
from shared.testing.scene.stances import ROWS
from shared.testing.scene.steps import MEETING_OCCURRENCE
from shared.testing.scene.world import START, WITHDRAWAL, a_catalog

NORLAND, ESTAVIA = ROWS
QUESTIONS = [(q.id, q.text) for q in a_catalog().negotiations[0].questions]


def test_the_table_shows_the_position_in_force() -> None:
    """With how many there were before it."""
    (cell,) = table(ROWS, QUESTIONS).cells[WITHDRAWAL]["Norland"]
    assert (1, 1) == (cell.entry.position, cell.earlier)


def test_the_table_as_of_a_day_knows_nothing_later() -> None:
    """What became known afterwards is not told."""
    early = table(rows_known(ROWS, START), QUESTIONS)
    (cell,) = early.cells[WITHDRAWAL]["Norland"]
    assert (-2, 0) == (cell.entry.position, cell.earlier)
    assert ("Norland",) == early.sides


def test_a_step_as_of_a_day_is_what_was_told_by_then() -> None:
    """Its denial, which came later, is not; before its first step it is none."""
    first, denial = MEETING_OCCURRENCE.history
    (known,) = steps_known([MEETING_OCCURRENCE], first.at)
    assert (first.status, first.at, (first,)) == (known.status, known.last_at, known.history)
    assert all(e.article.published_at <= first.at for e in known.evidence)
    (whole,) = steps_known([MEETING_OCCURRENCE], denial.at)
    assert (MEETING_OCCURRENCE.status, MEETING_OCCURRENCE.history) == (whole.status, whole.history)
    assert [] == steps_known([MEETING_OCCURRENCE], first.at - timedelta(seconds=1))


def test_questions_without_an_answer_stay_in_the_table() -> None:
    """In the order of the catalog."""
    assert tuple(QUESTIONS) == table([], QUESTIONS).questions


def test_changes_tell_moves_with_before_and_after() -> None:
    """Latest first; what was before is told even when it lies before the day asked for."""
    found = changes(ROWS, [MEETING_OCCURRENCE], SAYINGS, NORLAND.known_from, ())
    assert [("stance", "firmly against", "leaning for"), ("saying", None, None)] == [
        (c.kind, c.before, c.after) for c in found
    ]


def test_changes_tell_each_step_of_a_milestone() -> None:
    """The denial beside what it denies."""
    found = changes([], [MEETING_OCCURRENCE], [], START, {MEETING_OCCURRENCE.id})
    assert [("scheduled", "disputed"), (None, "scheduled")] == [(c.before, c.after) for c in found]


def test_a_person_who_stands_where_the_side_stands_is_only_named() -> None:
    """And a move that both make is told once; who stands elsewhere has a cell of their own."""
    agrees = msgspec.structs.replace(NORLAND, id="le-p", person="Ana Brandt")
    (cell,) = table([agrees, NORLAND], QUESTIONS).cells[WITHDRAWAL]["Norland"]
    assert (("Ana Brandt",), ("le-p",)) == (cell.also, cell.rows)
    assert changes([NORLAND], [], [], START, ()) == changes([agrees, NORLAND], [], [], START, ())
    differs = msgspec.structs.replace(agrees, history=NORLAND.history[:1])
    assert 2 == len(table([differs, NORLAND], QUESTIONS).cells[WITHDRAWAL]["Norland"])


def test_a_change_is_told_in_the_words_of_then() -> None:
    """Words that came to it later are not; where they made the position firmer, that is a change of their day."""
    first, later = NORLAND.history[0], NORLAND.history[1].known_from - timedelta(hours=1)
    reading = StanceReading(
        position=-1, words="It would rather stay", speaker="Ana Brandt", known_until=later
    )
    entry = msgspec.structs.replace(first, earlier=(reading,))
    row = msgspec.structs.replace(NORLAND, history=(entry, *NORLAND.history[1:]))
    told = [(c.at, c.before, c.after, c.words) for c in reversed(changes([row], [], [], START, ()))]
    assert [
        (first.known_from, None, "leaning against", "It would rather stay"),
        (later, "leaning against", "firmly against", first.words),
    ] == told[:2]
    (known,) = rows_known([row], later - timedelta(hours=1))
    assert (-1, "It would rather stay") == (known.position, known.history[0].words)
