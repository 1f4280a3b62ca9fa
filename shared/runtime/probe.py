"""`python -m shared.runtime.probe [PORT]`: asks this machine's /healthz; exit code 0 if it answers, 1 if not.

For health checks of containers whose image has no curl. Standard library alone, so that a check costs next to nothing.
"""

import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 4
DEFAULT_PORT = 9100


def probe(port: int) -> bool:
    """Whether a service on this port says that it is alive."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if probe(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PORT) else 1)
