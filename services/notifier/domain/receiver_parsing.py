"""Reads one receiver of a routes file, with its address and its signing secrets from where they are kept."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, cast

from services.notifier.domain.config import Receiver, ReceiverKind, Secret
from services.notifier.domain.receiver_urls import BadAddress, checked_url
from services.notifier.domain.secret_names import misplaced, missing, signs
from services.notifier.domain.yaml_tree import TreeReader

Resolve = Callable[[str, str], str | None]
"""("env" or "file", name) -> the value, None if there is none; the caller does the I/O."""


def receiver(reader: TreeReader, resolve: Resolve, name: str, value: Any, where: str) -> Receiver:
    """The receiver that the table `value` at the path `where` sets up; an outbox where it sets up none."""
    table = reader.table(value, where, {"slack", "webhook", "outbox"})
    if len(table) != 1:
        reader.bad(where, "needs exactly one of slack, webhook, outbox")
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
    body = reader.table(table[kind] if table[kind] is not None else {}, inner, keys)
    at_most = reader.integer(body, "at_most", f"{inner}.at_most", 0, 0, 10_000)
    if kind == "outbox":
        return Receiver(name=name, kind="outbox", at_most=at_most)
    allow_private = reader.flag(body, "allow_private", inner)
    otherwise = body.get("otherwise")
    if otherwise not in (None, "outbox"):
        reader.bad(f"{inner}.otherwise", "can only be outbox")
    url = _secret(reader, resolve, body, "url", inner, optional=otherwise == "outbox")
    if url is None:
        return Receiver(name=name, kind="outbox", at_most=at_most)
    try:
        checked_url(url.reveal(), allow_private=allow_private)
    except BadAddress as error:
        whence = body.get("url_env") or body.get("url_file")
        reader.bad(f"{inner}.url", f"{error}; it comes from {whence}" if whence else str(error))
    secrets = _signing_secrets(reader, resolve, body, inner) if kind == "webhook" else ()
    return Receiver(
        name=name,
        kind=kind,
        url=url,
        secrets=secrets,
        allow_private=allow_private,
        at_most=at_most,
        timeout=reader.duration(
            body, "timeout", inner, timedelta(seconds=15), timedelta(seconds=1), timedelta(seconds=30)
        ),
        pause=reader.duration(body, "pause", inner, timedelta(seconds=1 if kind == "slack" else 0)),
    )


def _secret(
    reader: TreeReader,
    resolve: Resolve,
    table: Mapping[str, Any],
    key: str,
    where: str,
    *,
    optional: bool = False,
) -> Secret | None:
    given = [k for k in (key, f"{key}_env", f"{key}_file") if k in table]
    if len(given) != 1:
        reader.bad(where, f"needs exactly one of {key}, {key}_env, {key}_file")
        return None
    name = table[given[0]]
    if not isinstance(name, str) or not name:
        reader.bad(f"{where}.{given[0]}", "must be text")
        return None
    origin = given[0].removeprefix(f"{key}_")
    if given[0] != key and (wrong := misplaced(origin, name)):
        reader.bad(f"{where}.{given[0]}", wrong)
        return None
    value = name if given[0] == key else resolve(origin, name)
    if value is None or not value.strip():
        if not optional:
            reader.bad(f"{where}.{given[0]}", missing(origin, name))
        return None
    return Secret(value.strip())


def _signing_secrets(
    reader: TreeReader, resolve: Resolve, body: Mapping[str, Any], where: str
) -> tuple[Secret, ...]:
    entries = body.get("secrets")
    if not isinstance(entries, list) or not 1 <= len(entries) <= 2:
        reader.bad(
            f"{where}.secrets", "needs a list of one signing secret, or two while one replaces the other"
        )
        return ()
    found: list[Secret] = []
    for n, entry in enumerate(entries):
        at = f"{where}.secrets[{n}]"
        table = reader.table(entry, at, {"value", "value_env", "value_file"})
        secret = _secret(reader, resolve, table, "value", at)
        if secret is None:
            continue
        if not signs(secret.reveal()):
            reader.bad(at, "must be whsec_ followed by base64 (24 to 64 random bytes)")
            continue
        found.append(secret)
    return tuple(found)
