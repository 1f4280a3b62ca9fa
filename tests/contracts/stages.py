"""All stages as they run, for tests of what they read and write; reading is faked."""

from functools import cache
from typing import Any

from services.extraction.processor import Reading
from services.extraction.processor import build_stage as extraction
from services.ingest.processor import build as ingest
from services.milestones.processor import build as milestones
from services.stances.processor import build as stances
from services.statements.processor import build as statements
from shared.processing import Processor
from shared.runtime.settings import defaults
from shared.testing.builders import a_report, a_statement
from shared.testing.scene.world import a_catalog


@cache
def processors() -> dict[str, Processor[Any]]:
    catalog, settings = a_catalog(), defaults()
    reading = Reading((a_statement(),), (a_report(),))
    return {
        "admit": ingest(catalog, settings, lambda text, declared: "en"),
        "extraction": extraction(lambda article: reading),
        "statements": statements(catalog, settings),
        "milestones": milestones(catalog, settings),
        "stances": stances(catalog, settings),
    }
