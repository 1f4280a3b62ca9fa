"""How a statement is put, as features of the linear model over its words."""

from services.extraction.domain.encoder import wording


def test_modal_verbs_know_whether_they_are_denied() -> None:
    """ "will" and "will not" are different features."""
    assert "f:will so" in wording.shape("said", "They will sign on Friday")
    assert "f:will not" in wording.shape("said", "They will not sign on Friday")
    assert "f:would not" in wording.shape("said", "They wouldn’t sign, and would leave")


def test_first_words_with_their_cue() -> None:
    """Cue and first word together: "called for" talks is another thing than "called" talks."""
    assert {"f:talks", "f:talks on peace", "f:called talks"} <= set(
        wording.shape("called for", "talks on peace")
    )


def test_past_and_coming_are_counted_up_to_a_few() -> None:
    """Many past tenses are as good as three."""
    found = wording.shape("said", "it walked, talked, was, did and had; it will come")
    assert {"f:past 3", "f:coming 1"} <= set(found)


def test_statement_without_cue_has_a_shape() -> None:
    """A continuation has no cue of its own."""
    assert "f:- go" in wording.shape("", "Go on")
