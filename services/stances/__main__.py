"""`python -m services.stances`: runs one Kafka worker that turns positions into a ledger of stances and alerts."""

import sys

from services.stances.processor import build
from shared.catalog import load
from shared.runtime.kafka.worker import main

if __name__ == "__main__":
    sys.exit(main(lambda settings: build(load(settings.catalog), settings)))
