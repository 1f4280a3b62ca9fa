"""`python -m services.statements`: runs one Kafka worker that turns statements into sayings and alerts."""

import sys

from services.statements.processor import build
from shared.catalog import load
from shared.runtime.kafka.worker import main

if __name__ == "__main__":
    sys.exit(main(lambda settings: build(load(settings.catalog), settings)))
