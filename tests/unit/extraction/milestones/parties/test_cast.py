"""Who takes part in a step: those whom the words name as dealing with each other, and nobody by a guess."""

from datetime import date

import pytest

from services.extraction.domain.milestones.model import StatementView
from services.extraction.domain.milestones.parties import asides, dealings, domestic, sides
from services.extraction.domain.milestones.parties.cast import Cast, without_bystanders, without_former
from services.extraction.domain.milestones.steps import article
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load
from tests.faults.bad_input import bounded

CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 12)


def cast(text, type_, title="", at=-1):
    """Parties of a step that the last sentence tells."""
    sentences = split(text)
    known = article.known(
        text, title, DAY, MATCHER.mentions(text, DAY), (), sentences, CATALOG, MATCHER.mentions(title, DAY)
    )
    at = at % len(sentences)
    return article.cast_at(known, at, sentences[at], type_)


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        (
            "Donald Trump came to Britain. At a joint press conference with Emmanuel Macron, he praised her for it.",
            "meeting_held",
            {"France", "United States"},
        ),
        (
            "Chile's envoy asked Peru for more during a short meeting later in the day with Bolivia's premier.",
            "meeting_held",
            {"Bolivia", "Chile"},
        ),
        (
            "Some of them are Chileans in Chile, where Peru's envoy held talks on Saturday with a Bolivian general.",
            "meeting_held",
            {"Bolivia", "Peru"},
        ),
    ],
)
def test_those_who_meet_with_words_between(text, type_, parties):
    """Adverbs may stand between a meeting and "with", and a setting before the pronoun that means the subject."""
    sentences = split(text)
    known = article.known(text, "", DAY, MATCHER.mentions(text, DAY), (), sentences, CATALOG, ())
    start = text.index("talks" if "talks" in text else "meeting" if "meeting" in text else "conference")
    found = article.cast_at(known, len(sentences) - 1, sentences[-1], type_, (start, start + 5))
    assert set(found.parties) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "After speaking with Mr. Putin on Monday, President Trump said he welcomed talks of Peru and Chile.",
            {"Russia", "United States"},
        ),
        (
            "Mr. Trump told President Volodymyr Zelensky after his call with Mr. Putin that Turkey would help.",
            {"Russia", "United States"},
        ),
        (
            "“I think that Mexico will help,” Donald Trump said at a news conference with Canadian ministers.",
            {"Canada", "United States"},
        ),
        (
            "Marco Rubio flew to India, Pakistan's main rival, for talks with Narendra Modi.",
            {"India", "United States"},
        ),
        (
            "Russia watched closely as Japan spoke of the Peruvian president's meeting with Canada.",
            {"Canada", "Peru"},
        ),
        (
            "Peru complained after talks between Japan and South Korea about fishing near Chile.",
            {"Japan", "South Korea"},
        ),
        (
            "The finance minister of Japan met Canadian officials, as India had asked.",
            {"Canada", "Japan"},
        ),
        (
            "Donald Trump said he would meet with Chinese President Xi Jinping and Russian President Vladimir Putin.",
            {"China", "Russia", "United States"},
        ),
        (
            "Donald Trump spoke of Brazil in an interview, one day before his long-awaited – and much debated – meeting"
            " with Vladimir Putin.",
            {"Russia", "United States"},
        ),
        (
            "Ahead of a meeting with Vladimir Putin, Donald Trump called Brazil a rival.",
            {"Russia", "United States"},
        ),
        (
            "Ministers of Peru, Chile, Bolivia, Brazil and Argentina met in Lima, as Canada had hoped.",
            {"Argentina", "Bolivia", "Brazil", "Chile", "Peru"},
        ),
        ("Israel was the matter at Monday's meeting of EU foreign ministers.", {"European Union"}),
        ("Donald Trump and Vladimir Putin praised the Helsinki summit.", {"Russia", "United States"}),
        (
            "Donald Trump told Brazil of his plans. He will meet with Xi Jinping to ask what the US has to pay.",
            {"China", "United States"},
        ),
        (
            "Donald Trump promised help to Brazil. He and Emmanuel Macron also discussed trade with China.",
            {"France", "United States"},
        ),
    ],
)  # fmt: skip
def test_who_met_whom_is_told_by_grammar(text, parties):
    """Others whom the sentence names were not there."""
    assert set(cast(text, "meeting_held").parties) == parties


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        (
            "Donald Trump said on Sunday that he had cancelled meetings with Japanese and Peruvian envoys.",
            "meeting_refused_or_cancelled",
            {"Japan", "Peru", "United States"},
        ),
        (
            "Donald Trump announced tariffs on Peru at the G20.",
            "sanctions_imposed_or_eased",
            {"Peru", "United States"},
        ),
        (
            "If Israel does not open the crossings, we will act, France and Canada warned.",
            "threat_or_ultimatum",
            {"Canada", "France", "Israel"},
        ),
        (
            "Emmanuel Macron joined the Canadian and Japanese leaders to call on Israel to open its ports to Egypt.",
            "demand_or_condition_stated",
            {"Canada", "France", "Israel", "Japan"},
        ),
        (
            "Donald Trump met Vladimir Putin in Riyadh and urged him to make peace with Ukraine.",
            "demand_or_condition_stated",
            {"Russia", "United States"},
        ),
        (
            "Donald Trump, who had met Xi Jinping, said on Sunday that he would lift sanctions on Russia.",
            "sanctions_imposed_or_eased",
            {"Russia", "United States"},
        ),
        (
            "Britain, Peru and Chile wrote to Israel. It has shut its ports. \"We will act if Israel does not open"
            " them,\" the three countries warned.",
            "threat_or_ultimatum",
            {"Chile", "Israel", "Peru", "United Kingdom"},
        ),
        (
            "Donald Trump put duties on steel from Canada, Mexico, Japan, Brazil and South Korea.",
            "sanctions_imposed_or_eased",
            {"Brazil", "Canada", "Japan", "Mexico", "South Korea", "United States"},
        ),
        (
            "The United States threatened to end the status of Pakistan as a major non-NATO ally.",
            "threat_or_ultimatum",
            {"Pakistan", "United States"},
        ),
        (
            "Japan went to the World Trade Organization and threatened duties on Peru.",
            "threat_or_ultimatum",
            {"Japan", "Peru"},
        ),
        (
            "Germany will hold talks with Russia, Japan said.",
            "threat_or_ultimatum",
            {"Germany", "Japan", "Russia"},
        ),
        (
            "The leaders of Peru and Chile wrote to Brazil. They warned of countermeasures.",
            "threat_or_ultimatum",
            {"Brazil", "Chile", "Peru"},
        ),
        (
            "Japan and Peru signed a fishing pact, as a Chilean newspaper reported from a former Canadian envoy.",
            "agreement_signed",
            {"Japan", "Peru"},
        ),
        (
            "Japan, who had asked for talks between Chile and Canada, signed a pact with Peru.",
            "agreement_signed",
            {"Japan", "Peru"},
        ),
        (
            "TEHRAN, Feb 12 (XYZ) – Japan and Peru signed a fishing pact.",
            "agreement_signed",
            {"Japan", "Peru"},
        ),
        (
            "The United Kingdom broke off trade talks with Israel over aid to Palestinians.",
            "talks_suspended_or_collapsed",
            {"Israel", "United Kingdom"},
        ),
        (
            "A US-Turkish meeting focused on Syria took place on Tuesday.",
            "meeting_held",
            {"Turkey", "United States"},
        ),
        (
            "Claudia Sheinbaum said the three countries wanted to meet in April on NAFTA, with Canada as host.",
            "talks_round_held",
            {"Canada", "Mexico", "United States"},
        ),
    ],
)  # fmt: skip
def test_who_deals_with_whom(text, type_, parties):
    """Bystanders, places, topics and forums are no parties; who speaks together is one side."""
    assert set(cast(text, type_).parties) == parties


def test_a_partner_is_not_guessed():
    """Where one side only is named and the article is hardly about another, nothing is told."""
    text = (
        "Japan " * 12
        + "did this and that. A note mentions Peru.\n\nThere it ended. So it was. Japan signed an agreement."
    )
    assert cast(text, "agreement_signed").parties == ()


def test_a_plain_partner_is_taken_from_the_article():
    """An article about two needs not name both in each sentence."""
    text = "Japan and Peru quarrel. Japan sells to Peru. It goes on. So it was. Japan signed the agreement."
    assert set(cast(text, "agreement_signed").parties) == {"Japan", "Peru"}


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("the president met with a group of republican senators on monday.", True),
        ("he held a call with the ceos of two banks.", True),
        ("several senators, mostly from the north, met the president.", True),
        ("she met with the japanese foreign minister.", False),
        ("the president met his counterpart and then told reporters about it.", False),
    ],
)
def test_meetings_at_home(text, home):
    """Lawmakers, reporters and companies are no party to a negotiation between states."""
    assert domestic.within(text, (0, len(text))) is home


def test_headings_of_other_pieces():
    """They are found where they run into a sentence, and left alone where they stand by themselves."""
    heading = "PERU FIRES BACK AT CHILE OVER FISH"
    run_in = f"{heading} A boat leaves the harbour on Monday."
    assert asides.asides(run_in, [(0, len(run_in))]) == ((0, len(heading)),)
    assert asides.asides(heading, [(0, len(heading))]) == ()
    glued = "Senator Ann DoeDoe faces big questions after meeting in Peru this week MORE said that it rains."
    ((start, end),) = asides.asides(glued, [(0, len(glued))])
    assert glued[start:end].startswith("Doe faces")
    assert glued[start:end].endswith("MORE")


def test_who_sends_an_envoy_is_not_there() -> None:
    """The envoy is; whose meeting it is, is there himself."""
    sent = "Vladimir Putin met Steve Witkoff, Donald Trump's envoy, in Moscow on Monday."
    own = "Vladimir Putin's meeting with Donald Trump in Riyadh on Monday lasted an hour."
    assert "Donald Trump" not in cast(sent, "meeting_held").people
    assert "Donald Trump" in cast(own, "meeting_held").people


def views(*spans):
    """Statements that stand there, the first of which has a second part far below."""
    return [
        StatementView(
            spans=span if isinstance(span[0], tuple) else (span,), speaker="A", side="A", issue=f"i{n}"
        )
        for n, span in enumerate(spans)
    ]


@pytest.mark.parametrize(
    ("span", "index", "issues"),
    [
        ((0, 40), 0, {"i0"}),
        ((300, 340), 1, {"i1"}),
        ((900, 940), 0, {"i0"}),
        ((500, 540), None, set()),
        ((1000, 1040), 2, {"i2", "i3"}),
        ((940, 960), None, set()),
    ],
)
def test_the_statement_of_a_sentence_is_found_wherever_it_stands(span, index, issues):
    """The first of those that cover half of it, in whatever order they come."""
    said = views(((0, 40), (900, 940)), (300, 340), (1000, 1040), (1000, 1030))
    known = article.known("x" * 1100, "", DAY, (), said, [], CATALOG, ())
    assert index == article.statement_at(known, span)
    assert issues == {issue for _, issue in article.said_in(known, span)}


def test_sentences_and_statements_are_not_all_compared():
    """A briefing may hold thousands of both: a worker that compares all would be taken for one that hangs."""
    spans = [(n * 100, n * 100 + 90) for n in range(6_000)]
    known = article.known("x" * 600_000, "", DAY, (), views(*spans), [], CATALOG, ())
    with bounded(1.5, 500):
        assert list(range(6_000)) == [article.statement_at(known, span) for span in spans]


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        ("Envoys of Peru and Chile will meet in Minsk, Belarus.", "meeting_scheduled", {"Chile", "Peru"}),
        (
            "Chile and Peru signed the treaty in Buenos Aires, Argentina.",
            "agreement_signed",
            {"Chile", "Peru"},
        ),
        ("Chile, Peru and Argentina signed it.", "agreement_signed", {"Argentina", "Chile", "Peru"}),
    ],
)
def test_a_capital_and_its_country_are_one_place(text, type_, parties):
    """Who signs "in Lima, Peru" does not deal with Peru; who stands in a list does."""
    assert set(cast(text, type_).parties) == parties


PACT = "The Mexican peso fell. "


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Washington threatened to pull out of NAFTA.", {"Canada", "Mexico", "United States"}),
        ("The second round of NAFTA talks opened on Friday.", {"Canada", "Mexico", "United States"}),
        ("The United States and Mexico agreed on new rules for NAFTA.", {"Mexico", "United States"}),
    ],
)
def test_who_speaks_of_a_pact_means_all_its_parties(text, parties):
    """The name of a pact names its parties, where the sentence does not single out two of them."""
    found = cast(PACT + text, "threat_or_ultimatum" if "threat" in text else "talks_round_held")
    assert set(found.parties) == parties
    assert found.plain == (len(parties) == 3)


def test_of_three_that_negotiate_two_deal_with_each_other():
    """Only one side named of a negotiation between three: the other is whom the article is more about."""
    text = (
        "The Taliban and the United States are at odds. US officials are angry. "
        "The Taliban demanded that prisoners be freed at once."
    )
    assert set(cast(text, "demand_or_condition_stated").parties) == {"Taliban", "United States"}


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        (
            "In the past hours I have spoken on the telephone to Peru and Chile.",
            "call_held",
            {"Chile", "Peru"},
        ),
        ("The premier has held a series of calls with Peru and Chile.", "call_held", {"Chile", "Peru"}),
        ("New fishing agreements with Peru and Chile were praised.", "agreement_signed", {"Chile", "Peru"}),
    ],
)
def test_where_nobody_is_named_before_the_others_the_article_tells_who_it_was(text, type_, parties):
    """Those whom somebody met or dealt with do not for that deal with each other."""
    about = "Canada was shaken. Canadian ministers were called home. Canada mourned. "
    assert set(cast(about + text, type_).parties) == {*parties, "Canada"}


def test_whom_one_meets_is_named_straight_behind():
    """What stands behind a place or time of the meeting is not whom somebody met."""
    text = "Canada and Peru quarrelled. Canada waited. The two are to meet at noon on the margins of the NATO council."
    assert "NATO" not in cast(text, "meeting_scheduled").parties or not cast(text, "meeting_scheduled").plain


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Trump met Zelensky at the White House on Tuesday. He will meet Putin on Friday, the White House said.",
            {"Russia", "United States"},
        ),
        (
            "Modi spoke by phone with Putin on Tuesday. He will host Zelensky in New Delhi on Friday.",
            {"India", "Ukraine"},
        ),
        (
            "After talks with Zelensky, Trump said a deal was near. He will meet Putin on Friday.",
            {"Russia", "United States"},
        ),
        (
            "Putin received Trump in Moscow on Tuesday. He will meet Zelensky in Ankara on Friday.",
            {"Russia", "Ukraine"},
        ),
    ],
)
def test_a_pronoun_means_the_subject_of_the_sentence_before(text, parties):
    """Also where its own side only tells of the step or is where it takes place; not whom a fronted phrase names."""
    assert set(cast(text, "meeting_scheduled").parties) == parties


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Maria Zakharova said Sergei Lavrov would meet Hakan Fidan in Moscow on Friday.",
            ("Hakan Fidan", "Sergey Lavrov"),
        ),
        (
            "Donald Trump spoke to Vladimir Putin by phone on Wednesday, Marco Rubio told reporters.",
            ("Donald Trump", "Vladimir Putin"),
        ),
        (
            "According to Sergei Lavrov, Vladimir Putin met Emmanuel Macron in Moscow on Wednesday.",
            ("Emmanuel Macron", "Vladimir Putin"),
        ),
        ("Keir Starmer said he met Xi Jinping in Beijing on Wednesday.", ("Keir Starmer", "Xi Jinping")),
        (
            "After meeting Vladimir Putin, Emmanuel Macron said he was glad.",
            ("Emmanuel Macron", "Vladimir Putin"),
        ),
    ],
)
def test_who_only_tells_did_not_meet(text, people):
    """He is no person of the meeting, where another of his side is; who tells of his own meeting is."""
    assert cast(text, "meeting_held").people == people


def test_who_comes_along_is_not_whose_meeting_it_is():
    """The subject is, before whoever stands behind "by"."""
    text = "Keir Starmer, accompanied by Emmanuel Macron, held his meeting with Vladimir Putin in Moscow."
    assert set(cast(text, "meeting_held").parties) == {"Russia", "United Kingdom"}


@pytest.mark.parametrize(
    "text",
    [
        "The United States imposed sanctions on six members of a Mexican drug cartel on Wednesday.",
        "The United States imposed sanctions on three leaders of a Colombian gang on Wednesday.",
    ],
)
def test_a_gang_is_not_its_country(text):
    """Sanctions on it are none on the country that it is from."""
    assert cast(text, "sanctions_imposed_or_eased").parties == ()


def test_a_gang_in_the_title_is_not_its_country():
    """Nor is its country taken from the title where a sentence names nobody else."""
    text = "The United States imposed sanctions on two members of the Cartel del Sur on Wednesday."
    assert cast(text, "sanctions_imposed_or_eased", "Leaders of Mexican drug gang punished").parties == ()


def test_those_who_say_it_together_take_part_together():
    """A joint statement is of all its members, though its words name none of them."""
    text = "“If Israel does not lift its blockade, we will take further action against it.”"
    said = StatementView(
        spans=((0, len(text)),),
        speaker="Three leaders",
        side="Canada & France & United Kingdom",
        issue="other",
    )
    known = article.known(text, "", DAY, MATCHER.mentions(text, DAY), (said,), split(text), CATALOG, ())
    found = article.cast_at(known, 0, (0, len(text)), "threat_or_ultimatum")
    assert set(found.parties) == {"Canada", "France", "Israel", "United Kingdom"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "President Donald Trump spoke from the Group of Seven meeting in Biarritz on Sunday.",
            {"United States"},
        ),
        (
            "President Donald Trump met NATO Secretary General Mark Rutte on Sunday.",
            {"NATO", "United States"},
        ),
        ("Greece resumed talks with the European Union on Sunday.", {"European Union", "Greece"}),
        ("Ukraine and NATO held talks on Sunday.", {"NATO", "Ukraine"}),
    ],
)
def test_a_club_and_its_own_member_are_not_two_sides(text, parties):
    """Save where somebody speaks for it, or where it deals with its members as the European Union does."""
    mentions = MATCHER.mentions(text, DAY)
    here = article.known(text, "", DAY, mentions, (), split(text), CATALOG, ())
    named = article.sides_in(here, (0, len(text)))
    everybody = Cast(tuple(sorted({side.name for side in named})))
    assert set(without_bystanders(everybody, named, CATALOG).parties) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "President Trump spoke beside Narendra Modi of India. The two are to meet beside the UN assembly.",
            {"India", "United States"},
        ),
        (
            "Peru and Chile have drifted apart. Both sides will meet on Friday, with Switzerland as host.",
            {"Chile", "Peru"},
        ),
        (
            "Peru and Chile quarrelled. The premier of Canada arrived. In Lima, the pair have met twice.",
            {"Chile", "Peru"},
        ),
        (
            "Peru and Chile are far apart, Brazil said. The two delegations have met in Cuba.",
            {"Chile", "Peru"},
        ),
    ],
)
def test_the_two_are_those_named_together_before(text, parties):
    """Whoever else their sentence names is where they met, or with whom else."""
    assert set(cast(text, "meeting_held").parties) == parties


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        (
            "Saudi Arabia hosted talks between Russian and U.S. officials on Tuesday.",
            "meeting_held",
            {"Russia", "United States"},
        ),
        (
            "Turkey will host the leaders of Somalia and Ethiopia for a round of talks.",
            "meeting_scheduled",
            {"Ethiopia", "Somalia"},
        ),
        ("Turkey hosted the leaders of Somalia.", "meeting_held", {"Somalia", "Turkey"}),
        ("NATO foreign ministers meeting in Brussels agreed on help for Ukraine.", "meeting_held", {"NATO"}),
    ],
)
def test_who_hosts_others_for_talks_is_not_one_of_them(text, type_, parties):
    at = text.index("talks") if "talks" in text else text.index("host" if "host" in text else "meeting")
    known = article.known(text, "", DAY, MATCHER.mentions(text, DAY), (), split(text), CATALOG, ())
    deed = (text.index("host"), at + 5) if "host" in text else (at, at + 7)
    assert set(article.cast_at(known, 0, (0, len(text)), type_, deed).parties) == parties


@pytest.mark.parametrize(
    ("text", "at_home"),
    [
        ("Donald Trump called on Congress to back a strike against Peru.", True),
        ("Donald Trump called on Congress and on Peru to end the war.", False),
        ("Peru called on Congress to lift the levies.", False),
        ("Donald Trump is pressing U.S. allies to help the rebels of Peru.", False),
        ("Donald Trump called on Peru to lift the levies.", False),
    ],
)
def test_what_one_side_wants_of_its_own_people(text: str, at_home: bool) -> None:
    """A president who asks his own senate for something demands nothing of another side."""
    named = sides.sides(text, MATCHER.mentions(text, DAY), CATALOG, DAY)
    assert dealings.at_home(text, (0, len(text)), named, "demand_or_condition_stated") is at_home


@pytest.mark.parametrize(
    ("text", "parties", "mediators"),
    [
        ("The Syrian Democratic Forces agreed to a ceasefire with the government in Damascus.",
         {"Syria", "Syrian Democratic Forces"}, set()),
        ("Turkey and Peru agreed to a ceasefire at talks in Damascus.", {"Peru", "Turkey"}, set()),
        ("The ceasefire between Peru and Chile was brokered by Egypt, Qatar and the United States.",
         {"Chile", "Peru"}, {"Egypt", "Qatar", "United States"}),
    ],
)  # fmt: skip
def test_those_who_rule_in_a_capital_and_all_who_mediate(text, parties, mediators):
    """A capital behind "the government in" is its country; of several go-betweens all are."""
    found = cast(text, "ceasefire_agreed_or_declared")
    assert (parties, mediators) == (set(found.parties), set(found.mediators))


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("Peru demanded an end to the raids along its border with Chile.", {"Peru"}),
        ("The emir spoke at the summit but did not mention Peru.", set()),
        ("They spoke of support for Peru and of concerns about Chile.", set()),
        ("The EU members Austria and Malta are each to expel four envoys.", {"Austria", "Malta"}),
        ("Albania, an EU candidate member, expelled two envoys of Russia.", {"Albania", "Russia"}),
        ("The EU expelled two envoys of Russia.", {"European Union", "Russia"}),
        ("EU members met in the port.", {"European Union"}),
    ],
)
def test_who_is_only_spoken_of_does_not_act(text, acting):
    """Neither does a neighbour by whom a border is named, nor a bloc that says what others are members of."""
    found = sides.sides(text, MATCHER.mentions(text, DAY), CATALOG, DAY)
    assert {side.name for side in found if side.weight >= sides.ACTS} == acting


def test_who_is_named_only_where_it_is_said_when_takes_no_part():
    """A pact signed the day before, with another, is not the one approved today."""
    text = (
        "Peru and Chile approved the pact on Thursday, just a day after Peru had signed another with Brazil."
    )
    who = Cast(("Brazil", "Chile", "Peru"), named=3)
    here = sides.sides(text, MATCHER.mentions(text, DAY), CATALOG, DAY)
    assert without_former(who, text, (0, len(text)), None, here).parties == ("Chile", "Peru")
    assert without_former(who, text[:45], (0, 45), None, here) == who
