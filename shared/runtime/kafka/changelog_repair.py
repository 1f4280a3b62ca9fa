"""Rebuilds a changelog that was emptied or cut, by setting the input back to its start and noting that it was done."""

import asyncio
from collections.abc import Sequence
from typing import Any

from aiokafka import TopicPartition

from shared.runtime.kafka.offsets import beginnings, commit, committed, ends
from shared.runtime.kafka.table import LocalTable, mended_key


async def losses(
    app: Any, local: LocalTable, input: str, changelog: str, numbers: Sequence[int]
) -> dict[int, int]:
    """Partitions whose changelog lost rows that are not yet restored, with the changelog's first offset.

    Compaction alone never moves the start of a topic: where it has moved, or where there is nothing although input was
    committed, somebody deleted.
    """
    rows = [TopicPartition(changelog, number) for number in numbers]
    first, last = await beginnings(app, *rows), await ends(app, *rows)
    suspects = {
        place.partition: first[place]
        for place in rows
        if (first[place] > 0 or last[place] == 0) and not local.is_mended(place.partition, first[place])
    }
    sources = [TopicPartition(input, number) for number in suspects]
    done, start = await committed(app, *sources), await beginnings(app, *sources)
    lost = {p.partition: suspects[p.partition] for p in sources if (done[p] or 0) > start[p]}
    for number in suspects.keys() - lost.keys():
        # Nothing was read yet. Noted, because input may well be done without leaving a row: dead letters.
        await _note(app, local, changelog, number, suspects[number])
    return lost


async def mend(app: Any, local: LocalTable, input: str, changelog: str, number: int, start: int) -> None:
    """Forget what is left, set the input back, and note it. Repeating it after a crash does no harm."""
    source = TopicPartition(input, number)
    first = await beginnings(app, source)
    await commit(app, {source: first[source]})
    # What is left would let later rows be known before earlier ones are made anew.
    producer = app.producer._producer
    left = [await producer.send(changelog, None, key=k, partition=number) for k, _ in local.entries(number)]
    await asyncio.gather(*left)
    local.empty(number)
    await _note(app, local, changelog, number, start)


async def _note(app: Any, local: LocalTable, changelog: str, number: int, start: int) -> None:
    key, producer = mended_key(start), app.producer._producer
    note = await producer.send_and_wait(changelog, b"{}", key=key, partition=number)
    local.put(number, key, b"{}", note.topic_partition, note.offset)
