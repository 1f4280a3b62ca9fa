"""`python -m services.notifier`: the notifier alone, beside an embedded log; stops cleanly on SIGINT and SIGTERM."""

import signal
import sys
import threading

from services.notifier import app
from shared.runtime import logging, operations, settings


def main() -> int:
    """Exit code 0 after a signal, 2 if settings or routes are wrong."""
    try:
        found = settings.load()
        logging.configure(found.log_level, json=found.log_json)
        app.load_config(found.routes, found)
    except (settings.BadSettings, app.BadConfig) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server = operations.serve(found.host, found.operations_port, {})
    try:
        app.run(found, stop.is_set)
    finally:
        server.shutdown()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
