"""An answer of a word or two is said; a word held at a distance is not."""

import pytest

from services.extraction.domain.spans.brief import answer
from services.extraction.domain.text.document import document


@pytest.mark.parametrize(
    ("text", "cue", "content", "said"),
    [
        ("The board responded: “We agree.”", "responded", "We agree.", True),
        ("“No,” he said.", "said", "No", True),
        ("“Nonsense!” Quill told reporters.", "told", "Nonsense", True),
        ("Quill replied, “Never.”", "replied", "Never", True),
        ("Quill said “yes” to the deal.", "said", "yes", False),
        ("Quill said “Yes” and left.", "said", "Yes", False),
        ("It is what Quill said was a “war.”", "said", "war", False),
        ("It is called “War,” Quill said.", "called", "War", False),
        ("Quill said: “We agree on all of it.”", "said", "We agree", False),
        ("Quill said so.\n“Never,”", "said", "Never", False),
        ("No, he said.", "said", "No", False),
    ],
)
def test_brief_answers(text: str, cue: str, content: str, said: bool) -> None:
    """All of a quotation, beside a verb of saying."""
    begin = text.index(content)
    verb = (text.index(cue), text.index(cue) + len(cue))
    assert said == answer(document("a1", text), ((begin, begin + len(content)),), verb)


def test_an_answer_is_a_statement(reads) -> None:
    """And whoever says "he" after it is the one who gave it."""
    text = (
        "Jan Novotny met Karl Berg. “[c:No],” [q:said] [s:Berg]. [c:The talks would go on], [s:he] [q:said]."
    )
    assert ["Karl Berg", "Karl Berg"] == [s.speaker for s in reads(text).statements]
