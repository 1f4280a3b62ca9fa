"""Reads settings from secret files; a file that is named but cannot be read is an error."""

import os
from pathlib import Path
from typing import Any

from pydantic_settings import PydanticBaseSettingsSource

PREFIX = "PARLEY_"


class BadSettings(ValueError):
    """One or more settings are wrong; the text names all of them."""


class SecretFiles(PydanticBaseSettingsSource):
    """`PARLEY_X_FILE=/path` gives the content of that file as `PARLEY_X`; raises BadSettings if it cannot be read."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """An empty file is no value: a secret that is mounted but not wanted."""
        name = f"{PREFIX}{field_name.upper()}_FILE"
        path = _in_any_case(name)
        return _text(path, name).strip() or None if path else None, field_name, False

    def __call__(self) -> dict[str, Any]:
        values = {
            name: self.get_field_value(f, name)[0] for name, f in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in values.items() if value is not None}


def check_settings_file(path: Any) -> None:
    """Refuse a named file that cannot be read: it would be ignored in silence, and everything run on defaults. Raises
    BadSettings."""
    if isinstance(path, str) and path:
        _text(path, f"{PREFIX}SETTINGS")


def _text(path: str, name: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise BadSettings(f"{name}: {path} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise BadSettings(f"{name}: {path} is not text in UTF-8") from None


def _in_any_case(name: str) -> str | None:
    """A variable, in capitals or, as with those that are settings themselves, in any letters."""
    found = os.environ.get(name)
    return found or next((value for given, value in os.environ.items() if given.upper() == name), None)
