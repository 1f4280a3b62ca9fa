"""`python -m services.milestones`: runs one Kafka worker that turns reports into occurrences and alerts."""

import sys

from services.milestones.processor import build
from shared.catalog import load
from shared.runtime.kafka.worker import main

if __name__ == "__main__":
    sys.exit(main(lambda settings: build(load(settings.catalog), settings)))
