"""Serves the HTML pages and the Atom feed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from services.web.adapters.api import asked, found
from services.web.adapters.rendering import iso
from services.web.adapters.responses import unless_known
from services.web.adapters.status import Status
from services.web.domain import filters
from services.web.queries.queries import Queries
from shared.contracts import Alert
from shared.contracts.matchers import CHOICES

FEED = 40
LISTED = 300
"""So many negotiations or sides stand on one page."""


class Pages:
    """Handlers of pages; sync, so that Starlette runs them on threads."""

    def __init__(
        self,
        queries: Queries,
        templates: Environment,
        status: Status,
        clock: Callable[[], datetime],
        public_url: str,
        writable: bool,
    ) -> None:
        self._queries = queries
        self._templates = templates
        self._status = status
        self._clock = clock
        self._public_url = public_url.rstrip("/")
        self._writable = writable

    def routes(self) -> list[Route]:
        """At the root."""
        return [
            Route("/", self.feed, name="feed"),
            Route("/alerts", lambda request: RedirectResponse("/")),
            Route("/alerts/{id}", self.alert),
            Route("/negotiations", self.negotiations),
            Route("/negotiations/{id:path}", self.negotiation),
            Route("/sides", self.sides),
            Route("/sides/{name:path}", self.side),
            Route("/sayings/{id}", self.saying),
            Route("/statements/{id}", self.statement),
            Route("/articles/{id:path}", self.article),
            Route("/search", self.search),
            Route("/deliveries", self.deliveries),
            Route("/dead-letters", self.dead_letters),
            Route("/silences", self.silences),
            Route("/feed.atom", self.atom),
        ]

    def render(self, name: str, status: int = 200, **values: Any) -> Response:
        """A page; `condition` tells every page the state of the read model."""
        html = self._templates.get_template(name).render(condition=self._status.now, **values)
        return HTMLResponse(html, status, {"cache-control": "no-cache"})

    def card(self, alert: Alert) -> str:
        """One alert as it appears in the feed, for pages that are open."""
        return self._templates.get_template("card.html").render(alert=alert)

    def feed(self, request: Request) -> Response:
        """The live page."""
        q = request.query_params
        wanted, after = self._queries.names.wanted(q, "after", "limit"), q.get("after", "")
        # Read before the alerts: what arrives between the two is sent again and recognised by its id.
        last_event = self._queries.store.last_event()
        page = self._queries.alerts.feed(wanted, after, filters.limit(q, FEED))
        return self.render(
            "feed.html",
            page=page,
            superseded=self._queries.alerts.superseded(page.items),
            wanted=wanted,
            after=after,
            last_event=last_event,
            negotiations=self._queries.negotiations.all(),
            sides=self._queries.store.sides(60),
        )

    def alert(self, request: Request) -> Response:
        """Explain one alert."""
        return self.render(
            "alert.html", d=found(self._queries.alerts.alert(request.path_params["id"]), "alert")
        )

    def negotiations(self, request: Request) -> Response:
        """All negotiations."""
        page = self._queries.negotiations.page(LISTED, request.query_params.get("after", ""))
        return self.render("negotiations.html", page=page)

    def negotiation(self, request: Request) -> Response:
        """One negotiation."""
        q = request.query_params
        view = self._queries.negotiations.negotiation(
            request.path_params["id"], filters.day(q, "since"), filters.day(q, "as_of", whole=True)
        )
        return self.render(
            "negotiation.html",
            d=found(view, "negotiation"),
            last_event=self._queries.store.last_event(),
            since=q.get("since", ""),
            as_of=q.get("as_of", ""),
        )

    def sides(self, request: Request) -> Response:
        """All sides."""
        page = self._queries.store.page_of_sides(LISTED, request.query_params.get("after", ""))
        return self.render("sides.html", page=page)

    def side(self, request: Request) -> Response:
        """One side."""
        q = request.query_params
        view = self._queries.sides.side(
            request.path_params["name"], q.get("after", ""), filters.limit(q, FEED)
        )
        return self.render("side.html", d=found(view, "side"))

    def saying(self, request: Request) -> Response:
        """One saying."""
        return self.render(
            "saying.html", d=found(self._queries.sayings.saying(request.path_params["id"]), "saying")
        )

    def statement(self, request: Request) -> Response:
        """One statement."""
        view = self._queries.sayings.statement(request.path_params["id"])
        return self.render("statement.html", d=found(view, "statement"))

    def article(self, request: Request) -> Response:
        """One article, its evidence marked."""
        view = self._queries.articles.article(request.path_params["id"])
        return self.render(
            "article.html", d=found(view, "article"), show=request.query_params.get("show", "")
        )

    def search(self, request: Request) -> Response:
        """Search."""
        text = asked(request.query_params.get("q", ""))
        return self.render("search.html", q=text, found=self._queries.search.search(text) if text else None)

    def deliveries(self, request: Request) -> Response:
        """What was sent to whom."""
        q = request.query_params
        receiver = q.get("receiver", "")
        on = [[f"receiver:{receiver}"]] if receiver else []
        page = self._queries.store.page("delivery", on, after=q.get("after", ""), limit=filters.limit(q))
        return self.render("deliveries.html", page=page, receiver=receiver)

    def dead_letters(self, request: Request) -> Response:
        """Records that could not be processed."""
        q = request.query_params
        page = self._queries.store.page("letter", after=q.get("after", ""), limit=filters.limit(q))
        return self.render("dead_letters.html", page=page)

    def silences(self, request: Request) -> Response:
        """Silences, with a form to add one."""
        now = self._clock()
        silences = self._queries.store.latest("silence", limit=200)
        return self.render(
            "silences.html",
            silences=silences,
            now=now,
            writable=self._writable,
            labels=("negotiation", "side", *CHOICES, "question", "status"),
            choices=CHOICES,
            negotiations=self._queries.negotiations.all()[:LISTED],
            sides=self._queries.store.sides(LISTED),
        )

    def atom(self, request: Request) -> Response:
        """The feed as Atom, with the filters of the page."""
        q = request.query_params
        wanted = self._queries.names.wanted(q, "limit")
        page = self._queries.alerts.feed(wanted, limit=filters.limit(q))
        # Of an empty feed a whole day, so that its text stays what it was and need not be loaded again.
        nothing = self._clock().replace(hour=0, minute=0, second=0)
        superseded = self._queries.alerts.superseded(page.items)
        updated = max((a.time for a in (*page.items, *superseded.values())), default=nothing)
        xml = self._templates.get_template("feed.atom.xml").render(
            alerts=page.items,
            superseded=superseded,
            wanted=wanted,
            updated=iso(updated),
            base=self._public_url,
        )
        return unless_known(request, Response(xml, media_type="application/atom+xml"))
