"""What the files under deploy/ and docker-compose.yml say, for the tests about them."""

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]


def compose() -> dict[str, Any]:
    """docker-compose.yml with its anchors and merges resolved."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return found


def dockerfile() -> list[tuple[str, str]]:
    """(instruction, rest) of deploy/Dockerfile, continued lines joined."""
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], re.sub(r"\s+", " ", line.split(None, 1)[1]).strip()) for line in lines]


def copied() -> list[str]:
    """Paths of the repository that the image is made of."""
    found: list[str] = []
    for instruction, rest in dockerfile():
        if instruction == "COPY" and "--from" not in rest:
            found += shlex.split(rest)[:-1]
    return found
