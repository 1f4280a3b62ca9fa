"""Runs one worker of the extraction stage on Kafka: `python -m services.extraction`."""

import sys

from services.extraction.app import build
from shared.catalog import load
from shared.runtime.kafka.worker import main

if __name__ == "__main__":
    sys.exit(main(lambda settings: build(load(settings.catalog), settings)))
