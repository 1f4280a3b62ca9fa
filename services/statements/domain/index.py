"""Holds the live statements of a partition by id, article and saying; the order in which rows arrive does not
matter."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from heapq import nsmallest

from services.statements.domain.blocking import Blocks
from services.statements.domain.clusters import Cluster, Links
from services.statements.domain.document_frequency import DocumentFrequency
from services.statements.domain.rows import (
    Kept,
    Raised,
    StatementRow,
    ident_of,
    key_of,
    pointed,
    rank_of,
    tellings_of,
)
from services.statements.domain.tokens import analyse
from services.statements.domain.word_arrays import Viewer
from shared.contracts import Span, Statement
from shared.processing import Ages, Row

SPOKESPERSON = 5
"""Rank from which on a person speaks for an institution only."""
MOST_SAYINGS = 10
"""Sayings with which a statement is compared, those of the likeliest tellings."""
MOST_TELLINGS = 8
"""Tellings of each."""


class Statements:
    """State of the service. A statement is forgotten with all its revisions and withdrawals, and with what only they
    led to."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._ages = Ages()
        self._kept: dict[str, dict[str, Kept]] = {}
        """Statement (ident) -> key of a row -> its value."""
        self.links = Links()
        self.latest: dict[str, Kept] = {}
        self._tellings: dict[str, StatementRow] = {}
        self.clusters: dict[str, Cluster] = {}
        self.articles: dict[str, set[str]] = {}
        self.settled: set[str] = set()
        self.lowered: set[str] = set()
        self.blocks = Blocks()
        self.common = DocumentFrequency()
        self._told: dict[str, set[str]] = {}
        """Side -> its sayings that an alert has told."""
        self._remarks: dict[tuple[str, str, str], dict[str, tuple[str, datetime, float]]] = {}
        """By side, speaker and issue: first alerts, with the statement that raised each, its event time and
        newsworthiness."""

    def has(self, value: Kept) -> bool:
        """Whether the row is already there."""
        return key_of(value) in self._kept.get(ident_of(value), {})

    def add(self, row: Row) -> None:
        """Take a row in; one already there changes nothing."""
        value: Kept = row.value
        if self.has(value):
            return
        ident = ident_of(value)
        self._kept.setdefault(ident, {})[key_of(value)] = value
        self._ages.add(ident, row.key, row.at)
        self._take(value)

    def past(self, before: datetime) -> tuple[Row, ...]:
        """Rows to drop for statements that are older."""
        return self._ages.rows(self._ages.past(before))

    def forget(self, key: str) -> None:
        """Drop the row of this key; a statement goes with its last row."""
        if (ident := self._ages.drop(key)) is None:
            return
        known = self.latest.pop(ident)
        if isinstance(known, StatementRow):
            self._unlink(known)
        for value in self._kept.pop(ident).values():
            self._let_go(value)

    def live(self, ident: str) -> StatementRow | None:
        """The telling that holds for the statement; None if it was withdrawn."""
        value = self.latest.get(ident)
        return value if isinstance(value, StatementRow) else None

    def of_article(self, article: str) -> list[StatementRow]:
        """Live tellings in an article, sorted by id."""
        found = (self.live(ident) for ident in sorted(self.articles.get(article, ())))
        return [told for told in found if told is not None]

    def near(self, statement: Statement) -> list[StatementRow]:
        """Live tellings of the same side that share words with the statement, its own earlier revision left out."""
        stems, own = analyse(statement.words).stems, ident_of(statement)
        keys = self.blocks.near(statement.side, stems, statement.article.published_at)
        found = (self._tellings[key] for key in keys)
        return [told for told in found if ident_of(told) != own]

    def alerted(self, statement: Statement, window: timedelta) -> list[StatementRow]:
        """What people know from alerts as words of this voice: tellings of this time whose saying an alert of this time
        told, and all points of the statements that raised one."""
        at, own = statement.article.published_at, ident_of(statement)
        found: dict[str, StatementRow] = {}
        for saying in sorted(self._told.get(statement.side, ())):
            cluster = self.clusters[saying]
            told = (each for each in cluster.alerts.values() if not each.raised.aside)
            raisers = {each.by for each in told if abs(each.at - at) <= window}
            if not raisers:
                continue
            whole = filter(None, (self.live(by) for by in sorted(raisers)))
            known = [pair for row in whole for pair in pointed(row)]
            found.update((*known, *cluster.members.items()))
        return [
            told
            for _, told in sorted(found.items())
            if ident_of(told) != own
            and abs(told.statement.article.published_at - at) <= window
            and of_one_voice(told.statement, statement)
        ]

    def told_whole(self, telling: StatementRow) -> list[Raised]:
        """The alerts that covered everything new in the statement that this telling is a point of, under any of its
        sayings."""
        whole = self.live(ident_of(telling))
        return [one for one in whole.alerts if one.type != "parley.statement.corroborated"] if whole else []

    def publishers_told(self, telling: StatementRow) -> int:
        """The most publishers that an alert on its saying, or one that its statement raised, told of."""
        whole = self.live(ident_of(telling))
        raised = [alerted.raised for alerted in self.clusters[telling.saying].alerts.values()]
        told = (one for one in (*raised, *(whole.alerts if whole else ())) if not one.aside)
        return max((one.threshold for one in told), default=0)

    def beside(self, statement: Statement, near: Sequence[StatementRow]) -> dict[str, list[StatementRow]]:
        """The sayings of these tellings, each with its tellings nearest in time to the statement."""
        at, own = statement.article.published_at, ident_of(statement)

        def away(told: StatementRow) -> tuple[timedelta, str, tuple[Span, ...]]:
            return abs(told.statement.article.published_at - at), told.statement.id, told.statement.spans

        sayings = list(dict.fromkeys(told.saying for told in near))[:MOST_SAYINGS]
        return {saying: nsmallest(MOST_TELLINGS, self.tellings(saying, own), key=away) for saying in sayings}

    def remarks(self, statement: Statement, window: timedelta) -> int:
        """How many alerts of equal weight the speaker's other statements on the issue raised within this time;
        retracted ones do not count."""
        at, own = statement.article.published_at, ident_of(statement)
        known = self._remarks.get(_matter(statement), {})
        heard = {
            ident
            for id, (ident, then, worth) in known.items()
            if id not in self.settled and abs(then - at) <= window and worth >= statement.newsworthiness
        }
        return len(heard - {own})

    def tellings(self, saying: str, without: str = "") -> list[StatementRow]:
        """Live tellings of a saying in event time, without those of the statement `without` (ident)."""
        members = self.clusters[saying].tellings() if saying in self.clusters else []
        return [telling for telling in members if ident_of(telling) != without]

    def _take(self, value: Kept) -> None:
        ident = ident_of(value)
        if isinstance(value, StatementRow):
            remark = ident, value.statement.article.published_at, value.statement.newsworthiness
            for raised in value.alerts:
                if raised.type == "parley.statement.new" and not raised.aside:
                    remarks = self._remarks.setdefault(_matter(value.statement), {})
                    remarks[raised.id] = min(remark, remarks.get(raised.id, remark))
            self.clusters.setdefault(value.saying, Cluster())
            for raised in value.alerts:
                saying = raised.saying or value.saying
                self.clusters.setdefault(saying, Cluster()).alert(raised, value)
                if not raised.aside:
                    self._told.setdefault(value.statement.side, set()).add(saying)
        else:
            self.settled.update(value.settled)
            self.lowered.update(value.lowered)
        known = self.latest.get(ident)
        if known is not None and rank_of(known) >= rank_of(value):
            return
        if isinstance(known, StatementRow):
            self._unlink(known)
        self.latest[ident] = value
        if isinstance(value, StatementRow):
            self._link(value, ident)

    def _link(self, told: StatementRow, ident: str) -> None:
        self.articles.setdefault(told.statement.article.id, set()).add(ident)
        for key, telling in pointed(told):
            statement = telling.statement
            self._tellings[key] = telling
            self.clusters.setdefault(telling.saying, Cluster()).members[key] = telling
            self.blocks.add(statement.side, _stems(statement), statement.article.published_at, key)
            self.common.count(self._viewer.view(statement.words), 1)
            self.links.add(key, telling)

    def _unlink(self, told: StatementRow) -> None:
        of = self.articles[told.statement.article.id]
        of.discard(ident_of(told))
        if not of:
            del self.articles[told.statement.article.id]
        for key, telling in pointed(told):
            statement = telling.statement
            self._tellings.pop(key, None)
            self.clusters[telling.saying].members.pop(key, None)
            self.blocks.remove(statement.side, _stems(statement), statement.article.published_at, key)
            self.common.count(self._viewer.view(statement.words), -1)
            self.links.remove(key, telling)

    def _let_go(self, value: Kept) -> None:
        """Remove everything that the row led to."""
        if not isinstance(value, StatementRow):
            self.settled.difference_update(value.settled)
            self.lowered.difference_update(value.lowered)
            return
        raised = {one.id for one in value.alerts}
        matter = _matter(value.statement)
        if remarks := self._remarks.get(matter):
            for id in raised & remarks.keys():
                del remarks[id]
            if not remarks:
                del self._remarks[matter]
        about = {value.saying, *(one.saying for one in value.alerts), *(t.saying for t in tellings_of(value))}
        for saying in about & self.clusters.keys():
            cluster = self.clusters[saying]
            for id in raised & cluster.alerts.keys():
                del cluster.alerts[id]
            if all(each.raised.aside for each in cluster.alerts.values()):
                self._told.get(value.statement.side, set()).discard(saying)
            if not cluster.members and not cluster.alerts:
                del self.clusters[saying]


def of_one_voice(one: Statement, other: Statement) -> bool:
    """Whether the two can be heard as one: the same speaker, or where either only speaks for the side (a ministry, its
    spokesman), that side."""
    principals = all(each.speaker_kind == "person" and each.rank < SPOKESPERSON for each in (one, other))
    return one.speaker == other.speaker or (one.side == other.side and not principals)


def _matter(statement: Statement) -> tuple[str, str, str]:
    return statement.side, statement.speaker, statement.issues[0] if statement.issues else "other"


def _stems(statement: Statement) -> Iterable[str]:
    return analyse(statement.words).stems
