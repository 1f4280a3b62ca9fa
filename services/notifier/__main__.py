"""`python -m services.notifier`: runs the notifier alone, on Kafka or on an embedded log, and stops cleanly on a
signal."""

import signal
import sys
import threading

from services.notifier import app, ports
from services.notifier.adapters.routes_file import load_config
from services.notifier.domain.config import BadConfig
from services.notifier.health import Pulse
from shared.catalog import CatalogError
from shared.catalog import load as load_catalog
from shared.runtime import logging, misspelt, operations, settings
from shared.runtime.kafka.connection import KafkaFault, client_options


def main(*, embedded: bool = False) -> int:
    """Exit code 0 after a signal, 2 if settings, routes, catalog or topics are wrong, 3 if Kafka cannot be used, 4 if
    nobody could ask how it is. `embedded`: beside the log of a data folder, for who has no broker to try it on."""
    try:
        found = settings.load()
        logging.configure(found.log_level, json=found.log_json)
        misspelt.warn(found)
        if not embedded:
            client_options(found)
        load_config(found.routes, found)
    except (settings.BadSettings, BadConfig) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    pulse = Pulse()
    try:
        server = operations.serve(found.operations_host, found.operations_port, {"notifier": pulse.problem})
    except operations.CannotServe as error:
        sys.stderr.write(f"{error}\n")
        return operations.CANNOT_SERVE
    try:
        if not embedded:
            ports.check_kafka(found)
        names = load_catalog(found.catalog).headings
        app.run(
            found,
            stop.is_set,
            names=names,
            open_ports=None if embedded else lambda: ports.on_kafka(found),
            others=lambda: not embedded and ports.others_on_kafka(found),
            pulse=pulse,
        )
    except (settings.BadSettings, CatalogError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KafkaFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 3
    finally:
        server.shutdown()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
