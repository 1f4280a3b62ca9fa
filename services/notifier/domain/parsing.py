"""Turns the YAML tree of a routes file into a Config, or reports every mistake in it at once; no I/O."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, cast

from services.notifier.domain.conditions import BadCondition, parse
from services.notifier.domain.config import (
    BadConfig,
    Config,
    Conjunction,
    Digest,
    QuietHours,
    Receiver,
    ReceiverKind,
    Route,
    Secret,
)
from services.notifier.domain.quiet_hours import never_awake
from services.notifier.domain.receiver_urls import BadAddress, checked_url
from services.notifier.domain.secret_names import NAME, misplaced, missing, name_of, signs
from services.notifier.domain.yaml_tree import TreeReader
from shared.contracts.matchers import LABELS
from shared.language import english

Resolve = Callable[[str, str], str | None]
"""("env" or "file", name) -> the value, None if there is none; the caller does the I/O."""

DAYS = tuple(day[:3] for day in english.WEEKDAYS)


def to_config(tree: Any, source: str, resolve: Resolve, corroboration: int = 2) -> Config:
    """The configuration; raises BadConfig with every problem. `corroboration` is the default of the key."""
    reader = _Reader(resolve)
    config = reader.config(tree, corroboration)
    if reader.problems:
        raise BadConfig(source, tuple(reader.problems))
    return config


class _Reader(TreeReader):
    """Walks the tree once."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__()
        self._resolve = resolve

    def config(self, tree: Any, corroboration: int) -> Config:
        top = self.table(tree, "file", {"receivers", "quiet_hours", "routes", "corroboration"})
        receivers = {
            name: self.receiver(name, value, f"receivers.{name}")
            for name, value in self.named(top, "receivers", needed=True).items()
        }
        hours = {
            name: self.quiet_hours(name, value, f"quiet_hours.{name}")
            for name, value in self.named(top, "quiet_hours").items()
        }
        routes = top.get("routes")
        if not isinstance(routes, list) or not routes:
            self.bad("routes", "needs a list of at least one route")
            routes = []
        read = tuple(self.route(one, f"routes[{n}]", receivers, hours) for n, one in enumerate(routes))
        for name in sorted({r.name for r in read if [x.name for x in read].count(r.name) > 1}):
            self.bad("routes", f"two routes are called {name!r}; names must differ")
        for name in sorted(receivers.keys() - {r for one in read for r in one.receivers}):
            self.bad(f"receivers.{name}", "no route uses this receiver")
        level = self.integer(top, "corroboration", "corroboration", corroboration, 1, 100)
        return Config(receivers=receivers, routes=read, corroboration=level)

    # Receivers

    def receiver(self, name: str, value: Any, where: str) -> Receiver:
        table = self.table(value, where, {"slack", "webhook", "outbox"})
        if len(table) != 1:
            self.bad(where, "needs exactly one of slack, webhook, outbox")
            return Receiver(name=name, kind="outbox")
        kind = cast(ReceiverKind, next(iter(table)))
        inner = f"{where}.{kind}"
        keys = {
            "slack": {
                "url",
                "url_env",
                "url_file",
                "otherwise",
                "allow_private",
                "timeout",
                "pause",
                "at_most",
            },
            "webhook": {"url", "url_env", "url_file", "secrets", "allow_private", "timeout", "pause"},
            "outbox": {"at_most"},
        }[kind]
        body = self.table(table[kind] if table[kind] is not None else {}, inner, keys)
        at_most = self.integer(body, "at_most", f"{inner}.at_most", 0, 0, 10_000)
        if kind == "outbox":
            return Receiver(name=name, kind="outbox", at_most=at_most)
        allow_private = self.flag(body, "allow_private", inner)
        otherwise = body.get("otherwise")
        if otherwise not in (None, "outbox"):
            self.bad(f"{inner}.otherwise", "can only be outbox")
        url = self.secret(body, "url", inner, optional=otherwise == "outbox")
        if url is None:
            return Receiver(name=name, kind="outbox", at_most=at_most)
        try:
            checked_url(url.reveal(), allow_private=allow_private)
        except BadAddress as error:
            whence = body.get("url_env") or body.get("url_file")
            self.bad(f"{inner}.url", f"{error}; it comes from {whence}" if whence else str(error))
        secrets = self.signing_secrets(body, inner) if kind == "webhook" else ()
        return Receiver(
            name=name,
            kind=kind,
            url=url,
            secrets=secrets,
            allow_private=allow_private,
            at_most=at_most,
            timeout=self.duration(
                body, "timeout", inner, timedelta(seconds=15), timedelta(seconds=1), timedelta(seconds=30)
            ),
            pause=self.duration(body, "pause", inner, timedelta(seconds=1 if kind == "slack" else 0)),
        )

    def secret(
        self, table: Mapping[str, Any], key: str, where: str, *, optional: bool = False
    ) -> Secret | None:
        given = [k for k in (key, f"{key}_env", f"{key}_file") if k in table]
        if len(given) != 1:
            self.bad(where, f"needs exactly one of {key}, {key}_env, {key}_file")
            return None
        name = table[given[0]]
        if not isinstance(name, str) or not name:
            self.bad(f"{where}.{given[0]}", "must be text")
            return None
        origin = given[0].removeprefix(f"{key}_")
        if given[0] != key and (wrong := misplaced(origin, name)):
            self.bad(f"{where}.{given[0]}", wrong)
            return None
        value = name if given[0] == key else self._resolve(origin, name)
        if value is None or not value.strip():
            if not optional:
                self.bad(f"{where}.{given[0]}", missing(origin, name))
            return None
        return Secret(value.strip())

    def signing_secrets(self, body: Mapping[str, Any], where: str) -> tuple[Secret, ...]:
        entries = body.get("secrets")
        if not isinstance(entries, list) or not 1 <= len(entries) <= 2:
            self.bad(
                f"{where}.secrets", "needs a list of one signing secret, or two while one replaces the other"
            )
            return ()
        found: list[Secret] = []
        for n, entry in enumerate(entries):
            at = f"{where}.secrets[{n}]"
            table = self.table(entry, at, {"value", "value_env", "value_file"})
            secret = self.secret(table, "value", at)
            if secret is None:
                continue
            if not signs(secret.reveal()):
                self.bad(at, "must be whsec_ followed by base64 (24 to 64 random bytes)")
                continue
            found.append(secret)
        return tuple(found)

    # Quiet hours and routes

    def quiet_hours(self, name: str, value: Any, where: str) -> QuietHours:
        table = self.table(value, where, {"from", "until", "days", "zone"})
        days = self.texts(table, "days", where, list(DAYS))
        for day in days:
            if day not in DAYS:
                self.bad(f"{where}.days", f"{day!r} is not one of {', '.join(DAYS)}")
        start, end = (
            self.clock(table.get("from"), f"{where}.from"),
            self.clock(table.get("until"), f"{where}.until"),
        )
        if start == end and "from" in table:
            self.bad(where, "from and until are the same")
        numbers = tuple(DAYS.index(day) for day in days if day in DAYS)
        return QuietHours(name=name, start=start, end=end, zone=self.zone(table, where), days=numbers)

    def digest(self, value: Any, where: str) -> Digest:
        table = self.table(value, where, {"at", "zone"})
        times = self.texts(table, "at", where, [])
        if not times:
            self.bad(f"{where}.at", 'needs at least one time such as "08:00"')
            times = ("00:00",)
        return Digest(at=tuple(self.clock(t, f"{where}.at") for t in times), zone=self.zone(table, where))

    def route(
        self, value: Any, where: str, receivers: Mapping[str, Receiver], hours: Mapping[str, QuietHours]
    ) -> Route:
        keys = {
            "name",
            "when",
            "unless",
            "receivers",
            "group_by",
            "group_wait",
            "group_interval",
            "quiet",
            "digest",
        }
        table = self.table(value, where, keys | {"late", "asides", "every_outlet", "continue"})
        name = table.get("name")
        if not isinstance(name, str) or not NAME.fullmatch(name):
            self.bad(f"{where}.name", "needs a name of small letters, digits, - and _")
            name = where
        wanted = self.texts(table, "receivers", where, [])
        if not wanted:
            self.bad(f"{where}.receivers", "needs at least one receiver")
        for one in wanted:
            if one not in receivers:
                self.bad(f"{where}.receivers", f"there is no receiver {name_of(one)}")
        quiet = self.texts(table, "quiet", where, [])
        for one in quiet:
            if one not in hours:
                self.bad(f"{where}.quiet", f"there are no quiet hours {name_of(one)}")
        known = [hours[one] for one in quiet if one in hours]
        if all(one.start != one.end for one in known) and never_awake(known):
            self.bad(f"{where}.quiet", "leaves no moment of the week; nothing would ever be sent")
        # A digest is one message at its time: it waits for nothing else, and for all negotiations.
        digest = self.digest(table["digest"], f"{where}.digest") if "digest" in table else None
        by = self.texts(table, "group_by", where, [] if digest else ["negotiation"])
        for label in by:
            if label not in LABELS:
                self.bad(f"{where}.group_by", f"there is no label {name_of(label)}")
        return Route(
            name=name,
            when=self.conditions(table, "when", where),
            unless=self.conditions(table, "unless", where),
            receivers=wanted,
            group_by=by,
            group_wait=self.duration(table, "group_wait", where, timedelta(seconds=0 if digest else 30)),
            group_interval=self.duration(table, "group_interval", where, timedelta(minutes=5)),
            quiet=tuple(known),
            digest=digest,
            late=self.flag(table, "late", where),
            asides=self.flag(table, "asides", where),
            every_outlet=self.flag(table, "every_outlet", where),
            proceed=self.flag(table, "continue", where),
        )

    def conditions(self, table: Mapping[str, Any], key: str, where: str) -> tuple[Conjunction, ...]:
        found: list[Conjunction] = []
        for n, text in enumerate(self.texts(table, key, where, [])):
            try:
                found.append(parse(text))
            except BadCondition as error:
                self.bad(f"{where}.{key}[{n}]", str(error))
        return tuple(found)
