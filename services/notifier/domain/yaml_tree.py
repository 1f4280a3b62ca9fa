"""Checks single values of a YAML tree and collects every mistake with its path, so that one walk finds them all.

A wrong value is replaced by a harmless one.
"""

import re
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.notifier.domain.config import Problem
from services.notifier.domain.secret_names import NAME

_WORD = re.compile(r"[A-Za-z0-9_ -]{1,40}")
_DURATION = re.compile(r"(\d+)\s*(s|m|h|d)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class TreeReader:
    """Reads single values; `problems` holds the mistakes, without any value that could be a secret."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def bad(self, where: str, what: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(where, what))

    def table(self, value: Any, where: str, keys: set[str]) -> Mapping[str, Any]:
        """A table with no other keys than these."""
        if not isinstance(value, dict):
            self.bad(where, f"must be a table with the keys {', '.join(sorted(keys))}")
            return {}
        for key in value:
            if key not in keys:
                shown = repr(key) if isinstance(key, str) and _WORD.fullmatch(key) else "(not a word)"
                self.bad(where, f"unknown key {shown}; known are {', '.join(sorted(keys))}")
        return {k: v for k, v in value.items() if k in keys}

    def named(self, top: Mapping[str, Any], key: str, *, needed: bool = False) -> Mapping[str, Any]:
        """A table of named entries."""
        value = top.get(key, {})
        if not isinstance(value, dict) or (needed and not value):
            self.bad(key, "needs a table: name, then its settings")
            return {}
        for name in value:
            if not isinstance(name, str) or not NAME.fullmatch(name):
                self.bad(key, "a name has small letters, digits, - and _ alone, up to 40")
        return {str(k): v for k, v in value.items()}

    def texts(self, table: Mapping[str, Any], key: str, where: str, default: list[str]) -> tuple[str, ...]:
        """One text or several."""
        value = table.get(key, default)
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.bad(f"{where}.{key}", "must be text or a list of texts (put times and numbers in quotes)")
            return ()
        return tuple(value)

    def flag(self, table: Mapping[str, Any], key: str, where: str) -> bool:
        """true or false; false if absent."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.bad(f"{where}.{key}", "must be true or false")
            return False
        return value

    def integer(
        self, table: Mapping[str, Any], key: str, where: str, default: int, least: int, most: int
    ) -> int:
        """A whole number within limits."""
        value = table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.bad(where, f"must be a whole number from {least} to {most}")
            return default
        return value

    def duration(
        self,
        table: Mapping[str, Any],
        key: str,
        where: str,
        default: timedelta,
        least: timedelta = timedelta(0),
        most: timedelta = timedelta(days=7),
    ) -> timedelta:
        """A length of time such as 30s, 5m, 4h, 2d."""
        if key not in table:
            return default
        found = (
            _DURATION.fullmatch(table[key]) if isinstance(table[key], str) and len(table[key]) < 12 else None
        )
        length = timedelta(seconds=int(found[1]) * _UNITS[found[2]]) if found else None
        if length is None or not least <= length <= most:
            limits = f"{int(least.total_seconds())}s to {int(most.total_seconds())}s"
            self.bad(f"{where}.{key}", f"must be a duration such as 30s, 5m, 4h, 2d ({limits})")
            return default
        return length

    def clock(self, value: Any, where: str) -> time:
        """A time of day in quotes."""
        found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
        if found is None:
            self.bad(where, 'must be a time of day in quotes, such as "22:00"')
            return time(0)
        return time(int(found[1]), int(found[2]))

    def zone(self, table: Mapping[str, Any], where: str) -> ZoneInfo:
        """A time zone by name, under the key `zone`."""
        value = table.get("zone")
        try:
            if not isinstance(value, str):
                raise ValueError
            return ZoneInfo(value)
        except (ValueError, ZoneInfoNotFoundError, OSError):
            self.bad(f"{where}.zone", "must be a time zone such as Europe/Berlin or UTC")
            return ZoneInfo("UTC")
