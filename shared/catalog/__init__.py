"""Whom and what Parley watches: loads the catalog, finds its actors in text, knows who held which office."""

from shared.catalog.catalog import Catalog
from shared.catalog.load import CatalogError, load
from shared.catalog.match import Matcher
from shared.catalog.model import (
    DEEDS,
    Act,
    Actor,
    Ambiguity,
    Issue,
    Mention,
    Negotiation,
    PublisherFamily,
    Question,
    Role,
    Title,
    Venue,
)
from shared.catalog.vacancies import vacant

__all__ = [
    "DEEDS",
    "Act",
    "Actor",
    "Ambiguity",
    "Catalog",
    "CatalogError",
    "Issue",
    "Matcher",
    "Mention",
    "Negotiation",
    "PublisherFamily",
    "Question",
    "Role",
    "Title",
    "Venue",
    "load",
    "vacant",
]
