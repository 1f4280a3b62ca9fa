"""Store and catalog in, all queries of pages and API out, one class for each thing that is asked for."""

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
    """What pages and API ask. Lists that are shown as they are filed are read from `store`; `whole` says whether
    all is there that will be."""

    def __init__(self, store: Store, catalog: Catalog, whole: Callable[[], bool]) -> None:
        self.store = store
        self.alerts = AlertQueries(store)
        self.negotiations = NegotiationQueries(store, catalog)
        self.names = NameQueries(store, catalog, self.negotiations, whole)
        self.sides = SideQueries(store, catalog)
        self.sayings = SayingQueries(store)
        self.articles = ArticleQueries(store)
        self.search = SearchQueries(store, catalog, self.negotiations)
