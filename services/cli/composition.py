"""Composes all processors over one catalog, in the order in which the embedded engine runs them."""

from typing import Any

from services.cli.problems import Problem
from services.extraction import app as extraction
from services.ingest import processor as ingest
from services.milestones import processor as milestones
from services.stances import processor as stances
from services.statements import processor as statements
from shared.catalog import Catalog, CatalogError, load
from shared.processing import Processor
from shared.runtime.settings import Settings


def catalog_of(settings: Settings) -> Catalog:
    """The catalog of the settings; raises Problem naming every mistake in it."""
    try:
        return load(settings.catalog)
    except CatalogError as error:
        raise Problem(f"the catalog cannot be used:\n{error}") from None


def processors(catalog: Catalog, settings: Settings, *, gate: bool) -> list[Processor[Any]]:
    """Admit, extraction, statements, milestones, stances."""
    return [
        ingest.build(catalog, settings),
        extraction.build(catalog, settings, gate=gate),
        statements.build(catalog, settings),
        milestones.build(catalog, settings),
        stances.build(catalog, settings),
    ]
