"""For tests: a notifier over a Timeline, with routes given as text."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from services.notifier.adapters.routes_file import Watch
from services.notifier.adapters.senders import Sender
from services.notifier.attempts import Pool
from services.notifier.loop import Notifier
from services.notifier.recording import Recorder
from shared.runtime import settings as runtime_settings
from shared.runtime.guarded import Resolver, system_resolver
from shared.runtime.records import Publisher
from shared.testing.notifying import AtOnce, Timeline

NAMES = {"ukraine": "Ukraine talks"}


def timeline(
    folder: Path,
    routes: str,
    *,
    archive_time: bool = False,
    shown: list[str] | None = None,
    pool: Pool | None = None,
    names: Mapping[str, str] | None = None,
    resolver: Resolver = system_resolver,
    publisher: Callable[[Timeline], Publisher] | None = None,
    sender: Callable[[Sender], Any] = lambda sender: sender,
    recorder: Callable[[], Recorder] = Recorder,
) -> Timeline:
    """A Timeline whose notifier runs on `routes`, a YAML text; it lies in `folder`/routes.yaml and may be changed."""
    path = folder / "routes.yaml"
    path.write_text(routes, encoding="utf-8")
    settings = runtime_settings.load(routes=path, data=folder, slack_webhook_url=None)
    show = shown.append if shown is not None else None

    def start(line: Timeline) -> Notifier:
        return Notifier(
            alerts=line.alerts_consumer(),
            state=line.state_consumer(),
            publisher=publisher(line) if publisher else line.publisher,
            sender=sender(
                Sender(NAMES if names is None else names, "http://parley.example", line.clock, show, resolver)
            ),
            watch=Watch(path, settings),
            pool=pool or AtOnce(),
            clock=line.clock,
            retention=timedelta(days=settings.retention_days),
            archive_time=archive_time,
            recorder=recorder(),
        )

    return Timeline(folder, start)
