"""Builds the stage `admit`, which checks raw articles and adds id, revision, time, language, publisher family and
fingerprint."""

from datetime import datetime, timedelta
from typing import get_args

from services.ingest.domain.admission import AdmissionIndex, Admitted, Decision, Verdict, decide
from services.ingest.domain.checks import Checked, article_id, check, looks_like_html, unread_date
from services.ingest.domain.fingerprint import fingerprint
from services.ingest.language import Detect, detect
from shared.catalog import Catalog
from shared.contracts import Article, ArticleWithdrawn, RawArticle
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING
from shared.processing import Event, InvalidMessage, Outcome, Processor, Stage
from shared.runtime import metrics
from shared.runtime.settings import Settings


def build(catalog: Catalog, settings: Settings, language: Detect = detect) -> Processor:  # type: ignore[type-arg]
    """The processor; `language` detects a text's language and is loaded at the first article."""
    retention = timedelta(days=settings.retention_days)
    for verdict in get_args(Verdict):
        metrics.articles_admitted.labels(verdict)

    def admit(message: RawArticle, index: AdmissionIndex, now: datetime) -> Outcome:
        article = check(message, now, settings.max_text_characters)
        decision = decide(article, index, now)
        metrics.articles_admitted.labels(decision.verdict).inc()
        rows = (decision.row,) if decision.row else ()
        if not decision.publish:
            return Outcome(rows=rows)
        if unread_date(message):
            metrics.dates_not_understood.inc()
        if looks_like_html(article.text):
            metrics.texts_like_html.inc()
        if article.withdrawn:
            told: Article | ArticleWithdrawn = _withdrawal(article, decision, now)
        else:
            told = _article(article, decision, now, catalog, language(article.text, message.language))
        return Outcome(events=(Event(ARTICLES, told),), rows=rows)

    return Stage(
        name="admit",
        input=ARTICLES_INCOMING,
        outputs=(ARTICLES,),
        row_type=Admitted,
        new_index=lambda: AdmissionIndex(retention),
        decide=admit,
        upstream=(),
        retention=retention,
        belongs_to=_belongs_to,
    )


def _belongs_to(message: RawArticle) -> str | None:
    """The article's id: everything sent of one article must meet, whatever key each producer uses."""
    try:
        return article_id(message)
    except InvalidMessage:
        return None  # it is refused where it is


def _article(article: Checked, decision: Decision, now: datetime, catalog: Catalog, language: str) -> Article:
    return Article(
        id=article.id,
        revision=decision.revision,
        outlet=article.outlet,
        publisher=catalog.family(article.outlet, article.url),
        title=article.title,
        text=article.text,
        language=language,
        published_at=article.published_at,
        received_at=now,
        content_hash=article.content_hash,
        url=article.url,
        fingerprint=fingerprint(article.text),
    )


def _withdrawal(article: Checked, decision: Decision, now: datetime) -> ArticleWithdrawn:
    return ArticleWithdrawn(
        id=article.id,
        revision=decision.revision,
        received_at=now,
        outlet=article.outlet,
        url=article.url,
    )
