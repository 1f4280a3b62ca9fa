"""Gathers all queries of pages and API, one class for each thing asked for."""

from collections.abc import Callable

from services.web.adapters.store import Store
from services.web.queries.alerts import AlertQueries
from services.web.queries.articles import ArticleQueries
from services.web.queries.names import NameQueries
from services.web.queries.negotiations import NegotiationQueries
from services.web.queries.sayings import SayingQueries
from services.web.queries.search import SearchQueries
from services.web.queries.sides import SideQueries
from shared.catalog import Catalog


class Queries:
    """What pages and API ask. Lists shown as they are filed come from `store`; `whole` says whether everything has been
    read."""

    def __init__(self, store: Store, catalog: Catalog, whole: Callable[[], bool]) -> None:
        self.store = store
        self.alerts = AlertQueries(store)
        self.negotiations = NegotiationQueries(store, catalog)
        self.names = NameQueries(store, catalog, self.negotiations, whole)
        self.sides = SideQueries(store, catalog)
        self.sayings = SayingQueries(store)
        self.articles = ArticleQueries(store)
        self.search = SearchQueries(store, catalog, self.negotiations)
