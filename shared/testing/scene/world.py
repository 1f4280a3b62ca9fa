"""The scene's sides and people, what they negotiate, and when it begins."""

from datetime import UTC, datetime, timedelta

from shared.catalog import Actor, Catalog, Negotiation, Question, Role

START = datetime(2025, 2, 10, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TALKS = "norland-estavia"
WITHDRAWAL = "norland-withdraws"


def a_catalog() -> Catalog:
    """The invented world's catalog."""
    questions = (
        Question(WITHDRAWAL, "Norland withdraws from the Vell valley", ("territory",), ("vell",), (), (), ()),
        Question("monitors", "Foreign monitors watch the truce", ("ceasefire",), ("monitor*",), (), (), ()),
    )
    talks = Negotiation(
        id=TALKS,
        name="Norland–Estavia truce",
        parties=("Norland", "Estavia"),
        mediators=("Lakeland",),
        issues=("ceasefire", "territory"),
        questions=questions,
        words=("vell valley",),
    )
    fish = Negotiation("fisheries", "Lakeland fisheries treaty", ("Lakeland", "Norland"), (), (), (), ())
    country = [
        Actor(id=n.lower(), name=n, kind="country", side=n) for n in ("Estavia", "Lakeland", "Norland")
    ]
    minister = Actor(
        id="ana-brandt",
        name="Ana Brandt",
        kind="person",
        side="Norland",
        roles=(Role(title="Foreign Minister", of="Norland", rank=2),),
    )
    return Catalog(actors=(*country, minister), negotiations=(talks, fish))
