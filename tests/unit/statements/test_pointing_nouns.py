"""Words that begin with what was told before, and those that name what everybody knows or tell which one is meant."""

import pytest

from services.statements.domain.pointing_nouns import points_back, points_back_later


@pytest.mark.parametrize(
    "words",
    [
        "the incident was unacceptable",
        "the terror cell had also executed a raid on the harbour",
        "the perpetrators",
        "the perpetrators will be found wherever they hide",
        "regrets the inconvenience",
        "condemned the latest attack",
        "the inconvenience",
        "The alleged gunman was known to the police",
        "the attacks must not go unanswered",
        "the move would backfire",
        "the decision a “historic step”",
        "that the footage had been forged",
        "the air strike hit nobody",
        "the bombings, which shook the port, were his work",
        "the group had come on an official visit",
        "the project will cost twice as much",
        "the countries have agreed on a road map",
        "the three leaders had offered a prize to the rebels",
        "The two men were arrested at night",
    ],
)
def test_what_points_back(words):
    """A deed, who did it, or a paper, with nothing that tells which."""
    assert points_back(words)


@pytest.mark.parametrize(
    "words",
    [
        "the government will not resign",
        "the war in Gaza must end",
        "the attack on Kyiv was unacceptable",
        "the attack in the strait was unacceptable",
        "the incident that closed the port was unacceptable",
        "the Harbour Street attack was unacceptable",
        "the 2018 attack was unacceptable",
        "the president’s decision was unacceptable",
        "the decision to close the ports was unacceptable",
        "the crimes his lawyer spoke of were none",
        "the next move is up to Arland",
        "the countries of the coast have agreed on a road map",
        "the two countries have agreed on a road map",
        "the two ministers will meet in May",
        "the group of seven will meet in May",
        "the northern project of the railways will cost twice as much",
        "the army attacks whoever comes near",
        "the government claims it won",
        "the end of the attacks",
        "the talks were useful",
        "the ceasefire holds",
        "an incident was unacceptable",
        "this is unacceptable",
        "the movement grows",
        "the victims’ families were told",
        "regrets the loss of life",
        "condemned the attack on Kyiv",
        "the cowardly crime committed by the raiders, who shot at the ferry",
        "the letter written by the mayors asks for less",
    ],
)
def test_what_does_not(words):
    """Known to everybody, told which, or no noun of that kind."""
    assert not points_back(words)


@pytest.mark.parametrize(
    "words",
    [
        "We regret the tone taken in the statement, which ignores our losses",
        "he had picked a firm for the project and named a general to lead it",
        "Borland had planned and paid for the attack",
        "Arland must give up the system as soon as possible",
        "nobody had asked the islanders about the ruling",
        "called on Arland to investigate and hold those responsible to account",
        "Arland must investigate.",
        "Borland wants to know how this came to happen",
    ],
)
def test_what_points_back_later(words):
    """At the end of a clause, and nothing before tells what is meant."""
    assert points_back_later(words)


@pytest.mark.parametrize(
    "words",
    [
        "a project was begun in May, and Arland pays for the project",
        "Arland pays for the project of the northern railways",
        "Arland wants to know who stands behind the attack on the ferry",
        "Arland will keep the harbour project",
        "Arland wants the talks, and Borland the ceasefire",
        "the ruling and the statement were welcome",
        "the project",
        "fewer people trust the statements that he signs",
        "Arland must investigate the raid on the ferry",
        "those responsible for the raid on the ferry will be found",
        "how this war ends nobody knows",
    ],
)
def test_what_does_not_later(words):
    """Told before, told which, known to everybody, or what the words begin with."""
    assert not points_back_later(words)
