"""What the encoder that ships says of the sentences of a text."""

from functools import cache

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.encoder import pooling
from services.extraction.domain.text.document import document


@cache
def encoder():
    return OnnxEncoder.load()


def tellings(text):
    """As reading hands them to the reading of milestones."""
    read = document("", text)
    return encoder().sentences(pooling.sentence_vectors(encoder().encode(read), read.sentences))
