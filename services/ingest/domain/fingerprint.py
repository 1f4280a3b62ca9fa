"""Computes a text's MinHash fingerprint: 32 numbers that reveal copies, equal on every machine."""

import re
import zlib

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]

VALUES = 32
SHINGLE_WORDS = 4
_WORD = re.compile(r"\w+")
# Fingerprints lie in stored rows and must stay comparable: the seed, and how permutations are drawn, are fixed.
_DRAWN = np.random.RandomState(20250212)
_FACTORS = _DRAWN.randint(0, 1 << 31, VALUES, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_SUMMANDS = _DRAWN.randint(0, 1 << 32, VALUES, dtype=np.uint32)


def fingerprint(text: str) -> tuple[int, ...]:
    """MinHash of the text's four-word shingles (Broder 1997), case folded; empty for a text without words. Permutations
    are h → a·h + b modulo 2³² with odd a, over hashes that MurmurHash3's finalizer has mixed, as in datasketch 2."""
    words = _WORD.findall(text.casefold())
    if not words:
        return ()
    starts = range(max(1, len(words) - SHINGLE_WORDS + 1))
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "surrogatepass") for i in starts}
    hashes = _mixed(np.fromiter((zlib.crc32(s) for s in shingles), np.uint32, len(shingles)))
    least = [int((hashes * a + b).min()) for a, b in zip(_FACTORS, _SUMMANDS, strict=True)]
    return tuple(least)


def _mixed(hashes: Hashes) -> Hashes:
    mixed = (hashes ^ (hashes >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return np.asarray(mixed ^ (mixed >> np.uint32(16)), np.uint32)
