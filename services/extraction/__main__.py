"""`python -m services.extraction`: one worker of the stage extraction on Kafka. Articles in, what they say out."""

import sys

from services.extraction.app import build
from shared.catalog import load
from shared.runtime.kafka.worker import main

if __name__ == "__main__":
    sys.exit(main(lambda settings: build(load(settings.catalog), settings)))
