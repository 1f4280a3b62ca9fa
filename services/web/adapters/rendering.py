"""Renders templates to HTML: everything is escaped and made printable, nothing comes from outside."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.web.domain import wording
from services.web.domain.evidence import Piece
from services.web.domain.filing import negotiations_of, place, sides_of
from services.web.domain.printable import printable
from shared.contracts import Alert

HERE = Path(__file__).parent.parent
STATIC = HERE / "static"


def environment(**shared: Any) -> Environment:
    """The templates; `shared` are values that every template sees."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "w": wording,
        "link": link,
        "query": query,
        "sides_of": sides_of,
        "negotiations_of": negotiations_of,
        "outlets": outlets,
        "by_day": by_day,
        "place": place,
        **shared,
    }
    made.filters |= {"web": web_address, "iso": iso, "marked": marked, "truncate": wording.shortened}
    return made


def _shown(value: Any) -> Any:
    """Jinja passes every printed value through here."""
    if isinstance(value, Markup):
        return value
    return printable(value) if isinstance(value, str) else value


def link(kind: str, id: str) -> str:
    """The address of a page: `link("alerts", id)`; ids may hold any character."""
    return f"/{kind}/{quote(id, safe='')}"


def query(path: str, values: dict[str, str], **more: str | None) -> str:
    """An address with a query; empty fields are left out."""
    kept = {k: v for k, v in {**values, **more}.items() if v}
    return f"{path}?{urlencode(kept)}" if kept else path


def web_address(url: str | None) -> str | None:
    """The address if it is a web address, so that `javascript:` and the like never become links."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def iso(at: datetime | date) -> str:
    """For `datetime=`: RFC 3339 in UTC."""
    if isinstance(at, datetime):
        return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return at.isoformat()


def marked(piece: Piece) -> str:
    """Ids of what a piece belongs to, for links."""
    return " ".join(dict.fromkeys(m.of for m in piece.marks if m.of))


def outlets(evidence: Any) -> list[str]:
    """Names of the outlets, each once, in order."""
    return list(dict.fromkeys(e.article.outlet for e in evidence if e.article.outlet))


def by_day(alerts: Iterable[Alert]) -> list[tuple[date, list[Alert]]]:
    """Alerts under the days (UTC) they happened on, in their order."""
    return [(day, list(found)) for day, found in groupby(alerts, key=lambda a: a.time.astimezone(UTC).date())]
