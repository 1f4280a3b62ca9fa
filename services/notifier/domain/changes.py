"""What a correction changed, in one sentence, in; the facts that a reader is shown out, so that the change is seen."""

ALIKE = 200
"""Characters that two wordings may have in common before their beginning is left out."""
LEAD = 60
"""Characters of it that are shown all the same."""


def changed(difference: str) -> list[tuple[str, str]]:
    """What was and what is now, each by itself where both are told and from shortly before they part; else in one."""
    was, both, now = difference.removeprefix("was: ").partition("; now: ")
    if not both or not difference.startswith("was: "):
        return [("Changed", difference)]
    parted = (n for n, (one, other) in enumerate(zip(was, now, strict=False)) if one != other)
    same = next(parted, min(len(was), len(now)))
    start = was.rfind(" ", 0, same - LEAD) + 1 if same > ALIKE else 0
    lead = "… " if start else ""
    return [("Was", lead + was[start:]), ("Now", lead + now[start:])]
