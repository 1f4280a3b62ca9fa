"""Turns the YAML tree of a routes file into a Config, or reports every mistake in it at once; no I/O."""

from typing import Any

from services.notifier.domain.config import BadConfig, Config
from services.notifier.domain.receiver_parsing import Resolve, receiver
from services.notifier.domain.route_parsing import quiet_hours, route
from services.notifier.domain.yaml_tree import TreeReader


def to_config(tree: Any, source: str, resolve: Resolve, corroboration: int = 2) -> Config:
    """The configuration; raises BadConfig with every problem. `corroboration` is the default of the key."""
    reader = TreeReader()
    config = _config(reader, resolve, tree, corroboration)
    if reader.problems:
        raise BadConfig(source, tuple(reader.problems))
    return config


def _config(reader: TreeReader, resolve: Resolve, tree: Any, corroboration: int) -> Config:
    top = reader.table(tree, "file", {"receivers", "quiet_hours", "routes", "corroboration"})
    receivers = {
        name: receiver(reader, resolve, name, value, f"receivers.{name}")
        for name, value in reader.named(top, "receivers", needed=True).items()
    }
    hours = {
        name: quiet_hours(reader, name, value, f"quiet_hours.{name}")
        for name, value in reader.named(top, "quiet_hours").items()
    }
    routes = top.get("routes")
    if not isinstance(routes, list) or not routes:
        reader.bad("routes", "needs a list of at least one route")
        routes = []
    read = tuple(route(reader, one, f"routes[{n}]", receivers, hours) for n, one in enumerate(routes))
    for name in sorted({r.name for r in read if [x.name for x in read].count(r.name) > 1}):
        reader.bad("routes", f"two routes are called {name!r}; names must differ")
    for name in sorted(receivers.keys() - {r for one in read for r in one.receivers}):
        reader.bad(f"receivers.{name}", "no route uses this receiver")
    level = reader.integer(top, "corroboration", "corroboration", corroboration, 1, 100)
    return Config(receivers=receivers, routes=read, corroboration=level)
