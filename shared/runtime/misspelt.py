"""Warns of variables that look like settings and are none: misspelt, they would be ignored in silence."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

import structlog

from shared.runtime.settings import PREFIX, Settings

ELSEWHERE = {
    "PARLEY_SETTINGS": "which file has settings",
    "PARLEY_CHROMIUM": "the browser of the tests",
    "PARLEY_KAFKA_LIBS": "jars of the development broker",
    "PARLEY_PROMETHEUS_URL": "where Grafana asks",
    "PARLEY_SPACY_PYTHON": "what a benchmark compares the reader with",
}
"""Variables that begin so, are no settings, and are read all the same."""
_HOST = "_SERVICE_HOST"
_IN_A_FILE = re.compile(rf"^\s*(?:export\s+)?({PREFIX}\w+)\s*=", re.MULTILINE | re.IGNORECASE)
_NEAR = 0.6


def warn(settings: Settings) -> None:
    """Log what `unknown` says; once, when a service starts."""
    for sentence in unknown(settings):
        structlog.get_logger("settings").warning(sentence)


def unknown(settings: Settings, environment: Mapping[str, str] = os.environ) -> list[str]:
    """A sentence for each variable, of the environment and of the settings file, that nothing reads. Never a value."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    files = {f"{name}_FILE" for name in known}
    read = known | files | set(ELSEWHERE) | _named_by(settings.routes)
    given = sorted(name for name in environment if name.upper().startswith(PREFIX))
    told = [
        _sentence(name, "", known | files)
        for name in _not_of_kubernetes(given)
        if name.upper() not in read and name not in read
    ]
    file = Settings.model_config.get("env_file")
    named = _IN_A_FILE.findall(_text(file)) if isinstance(file, str) else []
    return told + [
        _sentence(name, f" in {file}", known) for name in named if name.upper() not in known | set(ELSEWHERE)
    ]


def _sentence(name: str, where: str, known: Iterable[str]) -> str:
    stems = sorted(one.removeprefix(PREFIX) for one in known)
    near = get_close_matches(name.upper().removeprefix(PREFIX), stems, 1, _NEAR)
    advice = f"do you mean {PREFIX}{near[0]}?" if near else "docs/configuration.md has them all"
    return f"{name}{where} is none of Parley's settings, and nothing reads it; {advice}"


def _not_of_kubernetes(names: list[str]) -> Iterator[str]:
    """Kubernetes tells every container of the services beside it: `PARLEY_KAFKA_BOOTSTRAP_SERVICE_HOST` and more."""
    services = [name.removesuffix(_HOST) for name in names if name.endswith(_HOST)]
    own = tuple(f"{one}{ending}" for one in services for ending in ("_SERVICE_", "_PORT"))
    return (name for name in names if not name.startswith(own))


def _named_by(routes: Path | None) -> set[str]:
    """A routes file may name variables of its owner: `value_env: PARLEY_CRM_SECRET`."""
    return set(re.findall(rf"\b{PREFIX}\w+", _text(routes))) if routes else set()


def _text(path: Path | str) -> str:
    """Of a file that may be missing, or none: others say so."""
    with suppress(OSError, UnicodeDecodeError):
        return Path(path).read_text(encoding="utf-8")
    return ""
