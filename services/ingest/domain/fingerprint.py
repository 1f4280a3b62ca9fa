"""A text in, its MinHash fingerprint out: 32 numbers by which copies are recognised; equal on every machine."""

import re
import zlib

from datasketch import MinHash

VALUES = 32
SHINGLE_WORDS = 4
_SEED = 20250212
_WORD = re.compile(r"\w+")
# The seed and the scheme are fixed: fingerprints lie in stored rows and must stay comparable.
_EMPTY = MinHash(num_perm=VALUES, seed=_SEED, hashfunc=zlib.crc32, scheme="affine32")


def fingerprint(text: str) -> tuple[int, ...]:
    """MinHash of the text's four-word shingles (Broder 1997), case folded; empty for a text without words."""
    words = _WORD.findall(text.casefold())
    if not words:
        return ()
    starts = range(max(1, len(words) - SHINGLE_WORDS + 1))
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "surrogatepass") for i in starts}
    sketch = _EMPTY.copy()
    sketch.update_batch(sorted(shingles))
    return tuple(int(value) for value in sketch.hashvalues)
