"""Names the keys of the cache, all under one prefix, so that several Parleys can share a server.

<prefix>doc:<kind>:<id>      one message, JSON, zlib-compressed (leading byte `x`) when long
<prefix>ix:<kind>            sorted set: ids of a kind by event time
<prefix>ix:<kind>:<facet>    the same, of those on one list (`side:Russia`, `negotiation:ukraine`, `article:…`)
<prefix>tk:<token>           sorted set: `<kind>:<id>` by event time, for search
<prefix>tokens               sorted set, all scores 0: every token, for search by beginnings of words
<prefix>sides                sorted set: sides by when they were last heard
<prefix>stream               stream: alerts in order of arrival, for the live page
<prefix>offsets              hash: topic/partition -> next offset, for people who look
<prefix>model                hash: form, generation, server, `filling` until all is there; absent: fill it again
"""

import zlib
from hashlib import blake2b
from typing import Any

from shared.contracts import codec

COMPRESS_FROM = 2048
MAX_NAME = 200


class Keys:
    """Names of keys under a prefix."""

    def __init__(self, prefix: str = "parley:") -> None:
        self.prefix = prefix
        self.tokens = f"{prefix}tokens"
        self.sides = f"{prefix}sides"
        self.stream = f"{prefix}stream"
        self.offsets = f"{prefix}offsets"
        self.model = f"{prefix}model"

    def doc(self, kind: str, id: str) -> str:
        """One message."""
        return f"{self.prefix}doc:{kind}:{_short(id)}"

    def index(self, kind: str, facet: str = "") -> str:
        """Ids of a kind, or of those on one list."""
        return f"{self.prefix}ix:{kind}:{_short(facet)}" if facet else f"{self.prefix}ix:{kind}"

    def token(self, token: str) -> str:
        """What is found by a word."""
        return f"{self.prefix}tk:{token}"


def pack(message: Any) -> bytes:
    """A message as it lies in the cache."""
    plain = codec.dumps(message)
    return b"x" + zlib.compress(plain, 1) if len(plain) >= COMPRESS_FROM else plain


def unpack(stored: bytes, kind: Any) -> Any:
    """A message from the cache."""
    return codec.loads(zlib.decompress(stored[1:]) if stored[:1] == b"x" else stored, kind)


def _short(name: str) -> str:
    """Names from articles can be of any length; long ones are named by their hash."""
    if len(name) <= MAX_NAME:
        return name
    return "#" + blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
