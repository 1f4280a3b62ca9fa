"""`python -m services.ingest`: runs one worker of the stage admit on Kafka; with `fetch`, the one process that polls
feeds, takes articles by HTTP and sends the ticks."""

import sys

from services.ingest.processor import build
from shared.catalog import load
from shared.runtime.kafka.worker import main

if __name__ == "__main__":
    if sys.argv[1:] == ["fetch"]:
        from services.ingest.fetching import main as fetch

        sys.exit(fetch())
    sys.exit(main(lambda settings: build(load(settings.catalog), settings)))
