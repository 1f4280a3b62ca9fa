"""What all cases of the bad-input catalogue share: bounds of time and memory."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def bounded(seconds: float = 1.0, megabytes: float = 100.0) -> Iterator[None]:
    """CPU seconds (so that a busy machine does not fail the test) and growth of the process at its largest."""
    cpu, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    spent = time.process_time() - cpu
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024
    assert spent < seconds, f"{spent:.2f} s"
    assert grown < megabytes, f"{grown:.0f} MB"
