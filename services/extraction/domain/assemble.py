"""Assembles messages from what the readers found: adds ids, sides, rank, negotiations and answers."""

from collections import Counter
from collections.abc import Iterable

from services.extraction.domain import filing, makers
from services.extraction.domain.article_context import Context, evidence, words_of
from services.extraction.domain.findings import ReadStatement
from services.extraction.domain.judging import around, denial_cues, newsworthiness
from services.extraction.domain.judging.questions import answers
from services.extraction.domain.milestones.model import ReadMilestone, StatementView
from shared.contracts import Article, MilestoneReport, Passage, Statement, ids

UNKNOWN_RANK = 9
_BODY_RANK = {"country": 2, "bloc": 2, "body": 3, "group": 3}
UNNAMED = "unnamed source"
ANONYMOUS = "anonymous"


def statements(found: Iterable[ReadStatement], context: Context) -> tuple[Statement, ...]:
    """Contracts of an article's statements, in the order of the text; equal ones are numbered."""
    seen: Counter[str] = Counter()
    made = []
    everything = list(found)
    said = _said(everything, context)
    for index, read in enumerate(everything):
        words = words_of(context.article.text, read.content)
        base = ids.statement_id(context.article.id, said.attributions[index].speaker, words, 0)
        made.append(_statement(read, seen[base], context, said, index))
        seen[base] += 1
    return tuple(made)


def _said(found: Iterable[ReadStatement], context: Context) -> around.StatementContext:
    """The article as `questions.answers` and the features around statements take it."""
    article, unnamed = context.article, f"{ANONYMOUS}:{context.article.publisher}"
    told = [
        around.Attribution(
            r.speaker or UNNAMED, unnamed if r.side == ANONYMOUS else r.side, r.content, r.cue or ""
        )
        for r in found
    ]
    party = context.catalog.canonical_party
    named = [around.Named(m.start, m.end, party(m.actor.name)) for m in context.mentions]
    return around.StatementContext(article.text, article.title, told, named)


def _statement(
    read: ReadStatement, ordinal: int, context: Context, said: around.StatementContext, index: int
) -> Statement:
    article = context.article
    speaker, side = said.attributions[index].speaker, said.attributions[index].side
    words = words_of(article.text, read.content)
    sentence = (min(read.sentence[0], read.content[0][0]), max(read.sentence[1], read.content[-1][1]))
    negotiations = context.negotiations(read.affiliation or side, (sentence,))
    members = tuple(sorted(side.split(" & "))) if " & " in side else ()
    rank = _rank(speaker, read, context)
    return Statement(
        id=ids.statement_id(article.id, speaker, words, ordinal),
        article=context.ref,
        speaker=speaker,
        speaker_kind=read.speaker_kind,
        side=side,
        affiliation=read.affiliation,
        members=members,
        rank=rank,
        type=read.type,
        spans=read.content,
        words=words,
        source=read.source,
        cue=read.cue,
        sentence=sentence,
        passage=Passage(start=read.passage[0], text=article.text[slice(*read.passage)]),
        issues=read.issues,
        position=read.position,
        background=read.background,
        said_days_ago=read.said_days_ago,
        negotiations=negotiations,
        answers=answers(
            said,
            index,
            speaker_kind=read.speaker_kind,
            type=read.type,
            position=read.position,
            issues=read.issues,
            negotiations=negotiations,
            catalog=context.catalog,
        ),
        denies=_denies(read, article.text),
        newsworthiness=_newsworthiness(read, speaker, side, rank, negotiations, article),
        found_by=read.found_by,
        confidence=round(read.confidence, 3),
    )


def _denies(read: ReadStatement, text: str) -> bool:
    """Whether the cue says that something is not so."""
    return read.cue_span is not None and denial_cues.denies(text, read.cue_span, read.content[0][1])


def _newsworthiness(
    read: ReadStatement, speaker: str, side: str, rank: int, negotiations: tuple[str, ...], article: Article
) -> float:
    """The chance that a desk wants the statement; 1 without a negotiation, since it then raises no alert."""
    if not negotiations:
        return 1.0
    told = newsworthiness.Candidate(
        article.text, article.title, read.content, speaker, read.speaker_kind, rank, side, read.type, read.issues,
        read.position, len(negotiations),
    )  # fmt: skip
    return newsworthiness.chance(newsworthiness.built_in(), told)


def _rank(speaker: str, read: ReadStatement, context: Context) -> int:
    if read.speaker_kind != "person":
        return _BODY_RANK.get(read.speaker_kind, UNKNOWN_RANK)
    actor = context.catalog.actor(speaker)
    return (context.catalog.rank(actor, context.on) if actor else None) or UNKNOWN_RANK


def views(said: Iterable[Statement]) -> tuple[StatementView, ...]:
    """The statements in the form that milestone reading takes."""
    return tuple(
        StatementView(
            spans=s.spans,
            speaker=s.speaker,
            side=s.side,
            background=s.background,
            position=s.position,
            issue=s.issues[0] if s.issues else "other",
        )
        for s in said
    )


def reports(
    found: Iterable[ReadMilestone], said: tuple[Statement, ...], context: Context
) -> tuple[MilestoneReport, ...]:
    """Contracts of an article's milestones: one copy for each negotiation concerned, the first of them primary."""
    seen: Counter[str] = Counter()
    made: list[MilestoneReport] = []
    for read in found:
        proof = evidence(context, read.spans)
        base = ids.report_id(context.article.id, read.type, proof.words, 0)
        ordinal, seen[base] = seen[base], seen[base] + 1
        told_in = said[read.statement] if read.statement is not None else None
        text = f"{' '.join(proof.words)} {read.place or ''}"
        told = told_in.negotiations if told_in else ()
        concerned = filing.filed(context.catalog, read, text, context.on, context.about, told)
        by = makers.maker(read, context.within(read.spans), context.catalog)
        catalogued = filing.catalogued(context.catalog, concerned)
        for index, negotiation in enumerate(concerned):
            made.append(
                MilestoneReport(
                    id=ids.report_id(context.article.id, read.type, proof.words, ordinal),
                    type=read.type,
                    status=read.status,
                    parties=read.parties,
                    evidence=proof,
                    mediators=read.mediators,
                    people=read.people,
                    date=read.date,
                    until=read.until,
                    dated=read.dated,
                    place=read.place,
                    background=read.background,
                    negotiation=negotiation,
                    primary=index == 0,
                    catalogued=catalogued,
                    statement_id=told_in.id if told_in else None,
                    teller=read.teller,
                    by=by,
                    deadline=read.deadline,
                    rule=read.rule,
                    confidence=round(read.confidence, 3),
                )
            )
    return tuple(made)
