"""`python -m services.stances`: one worker of this stage on Kafka. Positions in, ledger and alerts out."""

import sys

from services.stances.processor import build
from shared.catalog import load
from shared.runtime.kafka.worker import main

if __name__ == "__main__":
    sys.exit(main(lambda settings: build(load(settings.catalog), settings)))
