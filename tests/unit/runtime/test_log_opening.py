"""The embedded log of a run, when its workers open it."""

import sqlite3
import threading

from shared.runtime.embedded.log import Log


def test_workers_that_open_a_new_log_at_the_same_moment_get_it(tmp_path):
    """Each its own connection; none finds the file locked."""
    at_once, failed = threading.Barrier(8), []

    def opened(path):
        at_once.wait()
        try:
            Log(path).close()
        except sqlite3.OperationalError as error:
            failed.append(error)

    for number in range(5):
        path = tmp_path / f"{number}.sqlite"
        threads = [threading.Thread(target=opened, args=(path,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
