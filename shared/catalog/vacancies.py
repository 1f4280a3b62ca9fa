"""Lists high offices that somebody held and nobody holds on a given day: successors the catalog may lack."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from shared.catalog.catalog import Catalog

_HIGH: Final = 2
_LATELY: Final = timedelta(days=730)
"""An office without a holder for longer no longer exists, or is not followed."""
_PASSING: Final = ("Acting ", "President-elect")


def vacant(catalog: Catalog, on: date) -> list[str]:
    """Offices of the ranks 1 and 2 whose last holder went in the two years before `on`, in alphabetical order."""
    single = {title.title for title in catalog.titles if title.one}
    last: dict[tuple[str, str], tuple[date, str]] = {}
    for actor in catalog.actors:
        for role in actor.roles:
            if role.rank <= _HIGH and role.title in single and not role.title.startswith(_PASSING):
                place = (role.of, role.title)
                last[place] = max(last.get(place, (date.min, "")), (role.until or date.max, actor.name))
    return [
        f"no {title} of {of} is known after {name}, who went in {until:%Y-%m}"
        for (of, title), (until, name) in sorted(last.items())
        if on - _LATELY <= until < on
    ]
