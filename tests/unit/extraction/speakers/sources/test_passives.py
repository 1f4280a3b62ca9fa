"""Who is spoken to does not speak."""

import pytest

from services.extraction.domain.speakers.sources.passives import is_addressed


@pytest.mark.parametrize(
    ("text", "source", "cue", "spoken_to"),
    [
        ("Arland has already been warned that it must open the ports.", "Arland", "warned", True),
        ("Arland was told by Borland to open the ports.", "Arland", "told", True),
        ("The crews, who were repeatedly urged to leave, stayed.", "The crews", "urged", True),
        ("Arland warned that it would close the ports.", "Arland", "warned", False),
        ("Arland has warned that it would close the ports.", "Arland", "warned", False),
        ("Quill was quoted as saying that the ports are closed.", "Quill", "saying", False),
        ("Arland was late. It warned Borland.", "Arland", "warned", False),
        ("“We go,” Quill told reporters.", "Quill", "told", False),
        ("According to Quill, the ports are closed.", "Quill", "According to", False),
        ("The crews were told by Quill that it was over.", "The crews were told by Quill", "told", True),
        ("It was late. Arland was told by Quill that it was over.", "Quill", "told", False),
    ],
)
def test_the_passive_of_verbs_of_addressing(text: str, source: str, cue: str, spoken_to: bool) -> None:
    """ "Was told", "has been warned"; not "has warned" nor "was quoted"."""
    at, verb = text.index(source), text.index(cue)
    assert is_addressed(text, (at, at + len(source)), (verb, verb + len(cue))) == spoken_to


SAID = "[c:the talks would go on next week]"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Karl Lindqvist] was [q:told] by Ada Quill that {SAID}.", "Ada Quill"),
        (f"Karl Lindqvist has been [q:told] by Ada Quill that {SAID}.", "Ada Quill"),
        (f"[s:The crews] were [q:warned] by Arport on Monday that {SAID}.", "Arland"),
        (f"[s:The crews] were [q:assured] by a tired official that {SAID}.", "tired official"),
        (f"[s:The crews] were [q:told] by an envoy to Arland that {SAID}.", "envoy to Arland"),
        (f"[s:Karl Lindqvist] was [q:told] by phone that {SAID}.", None),
        (f"[s:Karl Lindqvist] was [q:told] by the end of the day that {SAID}.", None),
    ],
)  # fmt: skip
def test_who_speaks_to_them(reads, text: str, speaker: str | None) -> None:
    """ "By" tells it, of somebody named or described; not by what means or when."""
    assert speaker == reads(text).statements[-1].speaker
