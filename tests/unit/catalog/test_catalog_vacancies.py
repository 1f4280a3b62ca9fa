"""High offices that somebody held and nobody holds, and who came into them."""

from datetime import date

import pytest

from shared.catalog import Actor, Catalog, Role, Title, vacant

ON = date(2026, 6, 1)


def held(name: str, title: str, rank: int, until: date | None) -> Actor:
    return Actor(name.lower(), name, "person", "Norland", roles=(Role(title, "Norland", None, until, rank),))


def test_what_somebody_held_lately_and_nobody_holds() -> None:
    """Not what has a successor, is no high office, is held by many, was for a time only, or ended long ago."""
    actors = (
        held("Ada Quill", "President", 1, date(2026, 3, 1)),
        held("Otto Brandt", "Chancellor", 1, date(2026, 3, 1)),
        held("Eva Lindqvist", "Chancellor", 1, None),
        held("Jan Novotny", "Envoy", 3, date(2026, 3, 1)),
        held("Peter Novotny", "Deputy", 2, date(2026, 3, 1)),
        held("Anna Novotny", "Acting President", 1, date(2026, 3, 1)),
        held("Jan Masri", "Regent", 1, date(2020, 3, 1)),
        held("Eva Masri", "Speaker", 2, date(2026, 9, 1)),
    )
    titles = tuple(
        Title(title, rank, one=title != "Deputy")
        for title, rank in {a.roles[0].title: a.roles[0].rank for a in actors}.items()
    )
    assert ["no President of Norland is known after Ada Quill, who went in 2026-03"] == vacant(
        Catalog(actors=actors, titles=titles), ON
    )


@pytest.mark.parametrize(
    ("title", "of", "on", "who"),
    [
        ("Supreme Leader", "Iran", "2026-02-01", "Ali Khamenei"),
        ("Supreme Leader", "Iran", "2026-06-01", "Mojtaba Khamenei"),
        ("Defence Minister", "Ukraine", "2026-06-01", "Mykhailo Fedorov"),
        ("Prime Minister", "Hungary", "2026-06-01", "Péter Magyar"),
        ("Prime Minister", "Netherlands", "2026-03-01", "Rob Jetten"),
        ("President", "Chile", "2026-06-01", "José Antonio Kast"),
        ("President", "Bolivia", "2021-06-01", "Luis Arce"),
        ("President", "Bolivia", "2025-11-20", "Rodrigo Paz"),
    ],
)
def test_holders_of_the_day(catalog: Catalog, title: str, of: str, on: str, who: str) -> None:
    """On the day of the article, not of today."""
    found = catalog.holder(title, of, date.fromisoformat(on))
    assert found is not None
    assert who == found.name
