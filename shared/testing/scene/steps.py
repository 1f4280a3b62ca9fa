"""The step that the scene's articles plan and then deny, and where it leaves the talks."""

from shared.contracts import NegotiationState, Occurrence, OccurrenceStep, ids
from shared.testing.scene.papers import DENIAL, DENIED, MEETING, PLANNED, Paper
from shared.testing.scene.world import TALKS

_STEPS: tuple[tuple[Paper, str, str, str], ...] = (
    (PLANNED, "meeting_scheduled", "scheduled", MEETING),
    (DENIED, "meeting_refused_or_cancelled", "disputed", DENIAL),
)
MEETING_OCCURRENCE = Occurrence(
    id=ids.occurrence_id(TALKS, "port-linden"),
    negotiation=TALKS,
    occurrence="meeting",
    type="meeting_scheduled",
    status="disputed",
    parties=("Estavia", "Norland"),
    mediators=("Lakeland",),
    date="2025-02-18",
    place="Port Linden",
    history=tuple(
        OccurrenceStep(at=p.at, type=t, status=s, publishers=1, report=f"mr-{p.article.id}", words=words)  # type: ignore[arg-type]
        for p, t, s, words in _STEPS
    ),
    publishers=("example-wire", "placeholder-post"),
    evidence=(PLANNED.evidence(MEETING), DENIED.evidence(DENIAL)),
    first_at=PLANNED.at,
    last_at=DENIED.at,
)
STATE = NegotiationState(
    id=TALKS,
    name="Norland–Estavia truce",
    parties=("Estavia", "Norland"),
    phase="contacts",
    why=(MEETING_OCCURRENCE.id,),
    since=PLANNED.at,
    last_at=DENIED.at,
)
