"""What somebody might say, or is asked whether he said, nobody has said."""

import pytest

from services.extraction.domain.spans.supposed import deed, supposed


def _supposed(case: str) -> bool:
    """Of the verb in [brackets], with its source in {braces}."""
    text = case.translate(str.maketrans("", "", "[]{}"))
    inner, verb = case.replace("{", "").replace("}", ""), case.replace("[", "").replace("]", "")
    cue = inner.index("["), inner.index("]") - 1
    source = (verb.index("{"), verb.index("}") - 1) if "{" in case else None
    ahead = "It rained. "
    cue, source = (
        (cue[0] + len(ahead), cue[1] + len(ahead)),
        source and (source[0] + len(ahead), source[1] + len(ahead)),
    )
    return supposed(ahead + text, (len(ahead), len(ahead + text)), cue, source)


@pytest.mark.parametrize(
    "case",
    [
        "If {Arland} [declares] that the levy goes, the ports will open.",
        "The ports will open if {the Arlandic foreign minister} finally [says] that the levy goes.",
        "Even if {he} [agrees] that the levy goes, the ports stay shut.",
        "Unless {the union} [promises] to end the strike, no ship will sail.",
        "Had {Quill} [said] that she took the offer, the ports would be open.",
        "Should {President Ada Quill} [announce] that the levy stays, the strike goes on.",
        "Were {Arland} to [say] that the levy goes, prices would fall.",
        "The minister knows that if {Borduria} [insists] that the levy stays, the talks are over.",
        "Did {Quill} [say] that the levy would go?",
        "Will {the Bordurian premier} ever [accept] that the levy must go?",
        "But has {Arland} [agreed] that the ports open?",
        "When will {Quill} [admit] that the levy has failed?",
        "If anyone [says] that the levy goes, he is wrong.",
    ],
)
def test_a_condition_or_a_question_is_no_statement(case: str) -> None:
    """The verb's own clause is one."""
    assert _supposed(case)


@pytest.mark.parametrize(
    "case",
    [
        "{Quill} [said] that if Arland agreed, the ports would open.",
        "{Quill} [asked] if Arland had said that the levy goes.",
        "If, as {Quill} [says], the levy goes, the ports will open.",
        "If what {Quill} [says] is true, the ports will open.",
        "If {Quill} [said] that the levy would go, her deputy said that it would stay.",
        "If {Quill} has [said] that the levy goes, it goes.",
        "If the levy goes, {Quill} [says] the ports will open.",
        "If Arland keeps ships that {Quill} [says] are too many, the talks are over.",
        "Asked whether the levy goes, {Quill} [says] that it stays.",
        "{Quill} had [said] that she took the offer.",
        "{Quill}, who led the talks and had previously [suggested] that the levy might go, has left.",
        "The offer stood, and {Quill} should [say] so.",
        "Why did {Quill} [say] that the levy would go?",
        "Didn’t {Quill} [say] that the levy would go?",
        "Who will pay now that {Quill} [says] the levy goes?",
        "{Quill} [asked]: Did Arland shut the ports?",
    ],
)
def test_what_is_said_of_conditions_is_a_statement(case: str) -> None:
    """Who speaks of a condition, is named in one as he who says what it is, or is taken to have spoken, has spoken."""
    assert not _supposed(case)


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("claimed almost 2,600 lives", True),
        ("claims the lives of many", True),
        ("claimed that lives were lost", False),
        ("claimed victory", False),
        ("denied entry to the inspectors", True),
        ("denied them a transit visa", True),
        ("recalled its ambassador", True),
        ("recalled Arland's chief envoy for consultations", True),
        ("recalled that the envoy had left", False),
        ("recalled the day on which the ambassador came", False),
        ("denied reports of a bid", False),
        ("denied that visas were refused", False),
        ("denied the bid was over", False),
    ],
)
def test_a_deed_is_no_statement(text: str, done: bool) -> None:
    """A war claims lives, a state denies entry: nobody has said anything."""
    assert done == deed(text, (0, text.index(" ")))
