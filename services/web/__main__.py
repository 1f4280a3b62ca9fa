"""`python -m services.web`: runs page, API and read model on Kafka or on an embedded log, and stops cleanly on a
signal."""

import signal
import sys
import threading

from services.web import app
from services.web.adapters.cache import connect
from services.web.adapters.ports import on_kafka, on_log
from services.web.adapters.server import CannotListen, Server, listen
from services.web.adapters.status import Status
from shared.catalog import CatalogError
from shared.catalog import load as load_catalog
from shared.runtime import logging, misspelt, settings
from shared.runtime.kafka.connection import KafkaFault

CANNOT_LISTEN = 4
"""Another code than that of a broker, which may be back in a moment."""


def main() -> int:
    """Exit code 0 after a signal, 2 if settings, catalog or topics are wrong, 3 if Kafka fails, 4 if the
    address cannot be served on."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        found = settings.load()
        logging.configure(found.log_level, json=found.log_json)
        misspelt.warn(found)
        if found.redis_url is None:
            raise settings.BadSettings(
                "PARLEY_REDIS_URL is not set: the page needs a Redis or Valkey to keep its view in"
            )
        catalog = load_catalog(found.catalog)
        sock = listen(found.host, found.port)
        ports = on_kafka(found) if found.kafka else on_log(found, app.clock, stop.wait)
    except (settings.BadSettings, CatalogError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KafkaFault as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except CannotListen as error:
        sys.stderr.write(f"{error}\n")
        return CANNOT_LISTEN
    redis = connect(found.redis_url.get_secret_value(), found.redis_ca)
    status = Status()
    server = Server(app.build(found, redis, ports.publisher, catalog=catalog, status=status), sock)
    server.start()
    try:
        model = app.read_model(found, redis, status, ports.publisher)
        model.run(ports.consumer, stop.is_set, stop.wait, ports.lag)
    finally:
        server.stop()
        ports.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
