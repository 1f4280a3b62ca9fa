"""Wires extraction: catalog, model and readers become the one function that reads an article."""

from datetime import timedelta

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain import vocabulary
from services.extraction.domain.article_context import Context
from services.extraction.domain.assemble import reports, statements, views
from services.extraction.domain.deeds.article import deeds_of
from services.extraction.domain.findings import Reading as ReadStatements
from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.reading import read as read_statements
from services.extraction.domain.text.document import Document, document
from services.extraction.processor import ReadArticles, Reading, build_stage
from shared.catalog import Catalog, Matcher
from shared.contracts import Article
from shared.processing import Stage
from shared.runtime.settings import Settings


class Reader:
    """Reads any number of articles; make it once a process, because it loads the model."""

    def __init__(self, catalog: Catalog, matcher: Matcher | None = None) -> None:
        self.catalog = catalog
        self.matcher = matcher or Matcher(catalog)
        self.encoder = OnnxEncoder.load()
        self.words = vocabulary.built_in()

    def read(self, article: Article) -> Reading:
        """Statements and milestone reports of one article, as contracts."""
        return self.explained(article)[1]

    def explained(self, article: Article) -> tuple[ReadStatements, Reading]:
        """The same, after what the statement reader finds, with its reasons."""
        text = as_document(article)
        found = read_statements(text, self.encoder, self.catalog, self.matcher, self.words)
        context = Context(article, self.catalog, self.matcher, found.mentions)
        said = statements(found.statements, context)
        steps = read_milestones(
            text=text.text,
            title=article.title,
            published_at=article.published_at,
            mentions=context.mentions,
            statements=views(said),
            sentences=text.sentences,
            catalog=self.catalog,
            title_mentions=context.title_mentions,
            tellings=found.tellings,
        )
        return found, Reading(
            said, reports(steps, said, context), deeds_of(text, article, said, context, self.matcher)
        )


def as_document(article: Article) -> Document:
    """The article in the form that the readers take."""
    return document(
        article.id,
        article.text,
        title=article.title,
        outlet=article.outlet,
        published_at=article.published_at,
    )


def build(catalog: Catalog, settings: Settings, *, gate: bool | None = None) -> Stage[ReadArticles]:
    """The extraction stage; with `gate` (live operation) it skips articles that mention no actor of the catalog."""
    reader = Reader(catalog)
    gated = settings.gate if gate is None else gate

    def worth_reading(article: Article) -> bool:
        return not gated or reader.matcher.any(f"{article.title}\n{article.text}")

    return build_stage(reader.read, worth_reading, timedelta(days=settings.retention_days))
