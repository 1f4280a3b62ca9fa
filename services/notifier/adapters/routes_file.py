"""Reads the routes file with its secrets into a Config, and watches the files for changes. A bad file is refused as a
whole."""

import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import structlog

from services.notifier.domain.config import BadConfig, Config, Problem
from services.notifier.domain.parsing import to_config
from shared import rulefiles
from shared.runtime import metrics
from shared.runtime.settings import Settings

MAX_FILE = 1_000_000
BUILT_IN = "default_routes.yaml (built in)"


def load_config(path: Path | None, settings: Settings, files: set[Path] | None = None) -> Config:
    """The configuration of a file, or the built-in one; adds the files it names to `files`. Raises BadConfig with every
    problem."""
    if path is None:
        text = (
            resources.files("services.notifier").joinpath("default_routes.yaml").read_text(encoding="utf-8")
        )
        return read_config(text, BUILT_IN, settings, files=files)
    try:
        if path.stat().st_size > MAX_FILE:
            raise BadConfig(str(path), (Problem("file", f"has more than {MAX_FILE} bytes"),))
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise BadConfig(str(path), (Problem("file", f"cannot be read: {what}"),)) from None
    return read_config(text, str(path), settings, files=files)


def read_config(
    text: str,
    source: str,
    settings: Settings,
    environ: Mapping[str, str] = os.environ,
    files: set[Path] | None = None,
) -> Config:
    """The configuration in a text; raises BadConfig. Errors never quote values, which may be secrets."""
    try:
        tree = rulefiles.load(text)
    except rulefiles.BadYaml as error:
        where = f"line {error.line}" if error.line else "file"
        raise BadConfig(source, (Problem(where, error.problem),)) from None

    def resolve(origin: str, name: str) -> str | None:
        if origin == "env":
            url = settings.slack_webhook_url
            if name == "PARLEY_SLACK_WEBHOOK_URL" and url is not None:
                return url.get_secret_value()
            return environ.get(name)
        if files is not None:
            files.add(Path(name))
        try:
            return Path(name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None

    return to_config(tree, source, resolve, settings.corroboration)


Stamps = Mapping[Path, tuple[int, int, int]]
_NONE: Stamps = {}


class Watch:
    """Holds the configuration in force. When the file, or one it names, changes, the new configuration replaces it as a
    whole; a bad one is refused as a whole."""

    def __init__(self, path: Path | None, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._files = {path} if path else set()
        before = self._stamp()
        self.config = load_config(path, settings, self._files)
        self._seen = self._stamp(before)
        self.refused: BadConfig | None = None

    def look(self) -> bool:
        """Whether a new configuration came into force."""
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._files = {self._path} if self._path else set()
        log = structlog.get_logger("notifier")
        try:
            config = load_config(self._path, self._settings, self._files)
        except BadConfig as error:
            self.refused = error
            metrics.route_reloads.labels("refused").inc()
            log.warning("routes refused, the old ones stay", problems=[str(p) for p in error.problems])
            return False
        finally:
            self._seen = self._stamp(stamp)
        self.refused = None
        changed = config != self.config
        self.config = config
        metrics.route_reloads.labels("taken").inc()
        log.info("routes reloaded", routes=len(config.routes), receivers=len(config.receivers))
        return changed

    def _stamp(self, before: Stamps = _NONE) -> Stamps:
        """Each file's stamp, taken before it was read, so that a later change is read again."""
        return {path: before.get(path) or _stamp_of(path) for path in self._files}


def _stamp_of(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return found.st_mtime_ns, found.st_size, found.st_ino
