"""Checks what stands where a secret's name belongs, and shows none of it: it may be the secret itself.

The commonest mistake with a secret is to put it where the name of its variable or file belongs.
"""

import base64
import binascii
import re

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_VARIABLE = re.compile(r"(?!whsec_)[A-Za-z_][A-Za-z0-9_]*")
_SHOUTED = re.compile(r"[A-Z_][A-Z0-9_]*")
_PATH = re.compile(r"(?:/|\.{1,2}/|~/)?[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*\.?[A-Za-z0-9_-]*")
_WHSEC = re.compile(r"whsec_([A-Za-z0-9+/]+={0,2})")
LEAST_BYTES, MOST_BYTES = 24, 64


def name_of(value: str) -> str:
    """The name of something in the routes file, in quotation marks; anything that is no name is not shown."""
    return (
        repr(value) if NAME.fullmatch(value) else "of this kind (no name; not shown, for it may be a secret)"
    )


def missing(origin: str, value: str) -> str:
    """The complaint that a variable (`origin` env) or file is missing or empty. Only names in capitals are shown, as
    variables have them; any other word could be the secret."""
    if origin == "env":
        shown = f" {value}" if _SHOUTED.fullmatch(value) else ""
        return f"the environment variable{shown} is not there or empty"
    shown = f" {value}" if _PATH.fullmatch(value) and "/" in value and "whsec_" not in value else ""
    return f"the file{shown} is not there or empty"


def misplaced(origin: str, value: str) -> str:
    """Why this cannot be the name of a variable or file; empty if it can."""
    if origin == "env":
        wrong = not _VARIABLE.fullmatch(value)
        return "is no name of a variable; is it the address or secret itself?" if wrong else ""
    wrong = "://" in value or value.startswith("whsec_")
    return "is no path of a file; is it the address or secret itself?" if wrong else ""


def signs(secret: str) -> bool:
    """Whether it is a signing secret: `whsec_` and the base64 of 24 to 64 bytes."""
    found = _WHSEC.fullmatch(secret)
    try:
        size = len(base64.b64decode(found[1], validate=True)) if found else 0
    except binascii.Error:
        return False
    return LEAST_BYTES <= size <= MOST_BYTES
