"""Wires a notifier from settings and runs it."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from services.notifier.adapters.routes_file import Watch
from services.notifier.adapters.senders import Sender, Show
from services.notifier.health import Pulse
from services.notifier.loop import Notifier
from services.notifier.ports import Ports, embedded, utc_now
from services.notifier.recording import Recorder
from services.notifier.supervising import supervise
from shared.runtime import metrics
from shared.runtime.settings import Settings


def run(
    settings: Settings,
    stop: Callable[[], bool],
    *,
    archive_time: bool = False,
    show: Show | None = None,
    names: Mapping[str, str] | None = None,
    log_path: Path | None = None,
    open_ports: Callable[[], Ports] | None = None,
    others: Callable[[], bool] = lambda: False,
    pulse: Pulse | None = None,
) -> None:
    """Run until `stop()`, in the calling thread; on the embedded log unless `open_ports` says otherwise.

    `archive_time` says that articles run on archive time: groups follow the records' time stamps. `show` gets every
    outbox message. `names` are those of negotiations and issues. `others` says whether another notifier is at work;
    this one waits until it is gone. `pulse` beats with every round. Raises BadConfig if the routes are wrong at the
    start.
    """
    watch, pulse = Watch(settings.routes, settings), pulse or Pulse()
    sender = Sender(names or {}, settings.public_url, utc_now, show)
    recorder = Recorder(pulse.trouble)
    metrics.service_up.labels("notifier").set(1)
    with ThreadPoolExecutor(max_workers=32, thread_name_prefix="notifier-try") as pool:

        def start(ports: Ports) -> Notifier:
            return Notifier(
                alerts=ports.alerts,
                state=ports.state,
                publisher=ports.publisher,
                sender=sender,
                watch=watch,
                pool=pool,
                clock=utc_now,
                retention=timedelta(days=settings.retention_days),
                archive_time=archive_time,
                recorder=recorder,
            )

        own = open_ports or (lambda: embedded(log_path or settings.data / "log.sqlite"))
        supervise(start, own, stop, others=others, pulse=pulse)
