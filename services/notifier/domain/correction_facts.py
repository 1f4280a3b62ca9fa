"""Splits the difference that a correction states ("was: …; now: …") so that readers see what changed."""

ALIKE = 200
"""Characters that two wordings may have in common before their beginning is left out."""
LEAD = 60
"""Characters of it that are shown all the same."""


def changed(difference: str) -> list[tuple[str, str]]:
    """(label, text) lines: what was and what is now, cut to start shortly before they differ; one line if only one is
    stated."""
    was, both, now = difference.removeprefix("was: ").partition("; now: ")
    if not both or not difference.startswith("was: "):
        return [("Changed", difference)]
    parted = (n for n, (one, other) in enumerate(zip(was, now, strict=False)) if one != other)
    same = next(parted, min(len(was), len(now)))
    start = was.rfind(" ", 0, same - LEAD) + 1 if same > ALIKE else 0
    lead = "… " if start else ""
    return [("Was", lead + was[start:]), ("Now", lead + now[start:])]
