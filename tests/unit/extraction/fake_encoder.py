"""An encoder that says what a test tells it to: contents, sources and cues are marked in the text itself."""

import re

import numpy as np

from services.extraction.domain.encoder import labels, windows
from services.extraction.domain.encoder.encoding import Encoding
from services.extraction.domain.text.document import Document, document

WIDTH, LINK = 8, 64
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile(r"\[(c|k|n|s|q):([^\[\]]*)\]")
_COLUMNS = labels.columns(labels.TOKEN_GROUPS)
_STATEMENT = labels.columns(labels.STATEMENT_GROUPS)
_ROLES = {
    "c": ("content", 1),
    "k": ("content", 3),
    "n": ("nested", 1),
    "s": ("source", 1),
    "q": ("cue", 1),
}


def marked(text: str, kind: str = "person", **more: object) -> tuple[Document, "FakeEncoder"]:
    """`[c:…]` content, `[k:…]` its continuation, `[n:…]` a content inside another, `[s:…]` source, `[q:…]` cue."""
    plain, spans, at = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        spans.append((found.group(1), len(plain), len(plain) + len(found.group(2))))
        plain += found.group(2)
        at = found.end()
    plain += text[at:]
    return document("a1", plain, **more), FakeEncoder(tuple(spans), kind=kind)  # type: ignore[arg-type]


class FakeEncoder:
    """Answers with certainty where it was told something; every content points to the nearest source and cue."""

    def __init__(
        self,
        spans: tuple[tuple[str, int, int], ...] = (),
        scores: np.ndarray | None = None,
        kind: str = "person",
    ) -> None:
        self.spans, self.scores, self.kind = spans, scores, kind
        self.near = np.array([0, 3, 2, 1, 0, 0, 0, 0], np.float32)
        self.told = np.array([0, 1, 0], np.float32)
        reach = [-9, 0, 6, 5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 5, 4, 3]
        self.reach = np.array([reach, reach], np.float32)
        self.wording = self.look = self.usual = self.habit = None

    def encode(self, document: Document) -> Encoding:
        """One token a word or mark."""
        offsets = tuple(found.span() for found in _TOKEN.finditer(document.text))
        tokens = np.zeros((len(offsets), labels.TOKEN_COLUMNS), np.float32)
        for _, columns in _COLUMNS.items():
            tokens[:, columns.start] = 9
        for role, start, end in self.spans:
            group, begin = _ROLES[role]
            inside = [i for i, (a, b) in enumerate(offsets) if a >= start and b <= end]
            for number, i in enumerate(inside):
                tokens[i, _COLUMNS[group]] = -9
                tokens[i, _COLUMNS[group].start + (begin if number == 0 else 2)] = 9
        if self.scores is not None:
            tokens = np.resize(self.scores, tokens.shape).astype(np.float32)
        links = np.zeros((len(offsets), len(labels.LINK_VECTORS) * LINK), np.float32)
        for vector, group in (("source", "source"), ("cue", "cue")):
            query, key = (labels.LINK_VECTORS.index(name) * LINK for name in (f"content_to_{vector}", vector))
            links[:, query] = 6
            links[tokens[:, _COLUMNS[group].start] < 0, key] = 6
        hidden = np.zeros((len(offsets), WIDTH), np.float32)
        cuts = windows.cut([0] * len(offsets), [0] * len(offsets))
        return Encoding(offsets, tokens, links, hidden, cuts)

    def statements(self, pooled: np.ndarray) -> np.ndarray:
        """Every speaker of `kind`, every issue the first."""
        out = np.zeros((len(pooled), labels.STATEMENT_COLUMNS), np.float32)
        out[:, _STATEMENT["kind"].start + labels.KINDS.index(self.kind)] = 1
        return out

    def sentences(self, pooled: np.ndarray) -> np.ndarray:
        """No sentence tells a step."""
        out = np.zeros((len(pooled), labels.SENTENCE_COLUMNS), np.float32)
        out[:, labels.columns(labels.SENTENCE_GROUPS)["milestones"]] = -9
        return out
