"""What stands at the edges of a content and is not said goes."""

import pytest

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.trimming import trim
from services.extraction.domain.text.document import document


def left(text: str, cue: str, content: str) -> str:
    """The content after the rules; one token a character."""
    offsets = [(i, i + 1) for i in range(len(text))]
    verb = (text.index(cue), text.index(cue) + len(cue))
    begin = text.index(content)
    raw = RawStatement(((begin, begin + len(content)),), None, verb, 0.9, 0.0, False)
    (out,) = trim(document("a1", text), offsets, [raw])
    (piece,) = out.content
    return text[slice(*piece)].strip()


@pytest.mark.parametrize(
    ("cue", "content", "kept"),
    [
        ("promised", "the dockers that he would raise their pay", "he would raise their pay"),
        ("warned", "Borduria that it would close the port", "it would close the port"),
        ("telling", "Ada Quill that conflict served nobody", "conflict served nobody"),
        (
            "told",
            "Arlandic Foreign Minister Ada Quill by telephone that Borduria was ready",
            "Borduria was ready",
        ),
        ("told", "reporters in Arport that the ferry was late", "the ferry was late"),
        ("said", "for the first time that the bridge should be built", "the bridge should be built"),
        ("said", "privately they want to leave", "they want to leave"),
        ("cautioned", "that gaps remained", "gaps remained"),
        ("denied", "that talks had begun", "talks had begun"),
        ("demanded", "that Borduria be heard", "Borduria be heard"),
        ("denied", "that claim", "that claim"),
        ("said", "that was a mistake", "that was a mistake"),
        ("warned", "against a strike that nobody wanted", "against a strike that nobody wanted"),
        (
            "warned",
            "that what it saw was a trap that others had set",
            "that what it saw was a trap that others had set",
        ),
        (
            "demanded",
            "the release of sailors that Borduria holds",
            "the release of sailors that Borduria holds",
        ),
        ("said", "the bridge that he built was safe", "the bridge that he built was safe"),
    ],
)
def test_who_is_told_and_how(cue: str, content: str, kept: str) -> None:
    """The words begin behind "that" where only who is told or how it is said stands before it."""
    assert kept == left(f"The mayor {cue} {content}.", cue, content)


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("When even the harbour says that it is time to go, the game has changed.",
         "it is time to go, the game has changed", "it is time to go"),
        ("On the same day that the Star says that the boat sank, Quill was asked about it.",
         "the boat sank, Quill was asked about it", "the boat sank"),
        ("Arland says it will send ships, a move that Borduria opposes.",
         "it will send ships, a move that Borduria opposes", "it will send ships"),
        ("Arland says that, if the talks fail, Borduria will leave.",
         "if the talks fail, Borduria will leave", "if the talks fail, Borduria will leave"),
        ("When Arland says that if it rains, the ferry will stop, it means it.",
         "if it rains, the ferry will stop", "if it rains, the ferry will stop"),
        ("As Arland says it wants bread, butter and peace.", "it wants bread, butter and peace",
         "it wants bread, butter and peace"),
        ("When Arland says “it rains, the ferry will stop”, it stops.", "“it rains, the ferry will stop”",
         "“it rains, the ferry will stop”"),
    ],
)  # fmt: skip
def test_what_the_writer_goes_on_to_say(text: str, content: str, kept: str) -> None:
    """The main clause behind a clause that tells of the saying, and the writer's own view of it."""
    assert kept == left(text, "says", content)


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("A new round\n\nTwo more will come, he says.", "A new round\n\nTwo more will come", "Two more will come"),
        ("He says two more are planned.\n\nA new round\n\nIt rained.", "two more are planned.\n\nA new round",
         "two more are planned."),
        ("He says:\n- one\n- Two", "one\n- Two", "one\n- Two"),
        ("“It is late.\n\n“We go home,” he says.", "It is late.\n\n“We go home", "It is late.\n\n“We go home"),
        ("The ferry that left\nearly is back, he says.", "The ferry that left\nearly is back",
         "The ferry that left\nearly is back"),
    ],
)  # fmt: skip
def test_one_paragraph(text: str, content: str, kept: str) -> None:
    """Words without quotation marks stay in the paragraph of their verb; quotations and lists may run over several."""
    assert kept == left(text, "says", content)
