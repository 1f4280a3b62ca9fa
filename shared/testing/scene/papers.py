"""Articles of the scene, each named after its news ("DENIED"), and the words in them that matter ("DENIAL")."""

from typing import Any

from shared.contracts import Article, Evidence
from shared.testing.builders import an_article, an_article_ref
from shared.testing.scene.world import HOUR, START


class Paper:
    """An article, and evidence found in it by its words."""

    def __init__(self, id: str, outlet: str, title: str, text: str, hours: float) -> None:
        when = START + hours * HOUR
        publisher = outlet.lower().replace(" ", "-")
        common: dict[str, Any] = {
            "outlet": outlet,
            "publisher": publisher,
            "title": title,
            "published_at": when,
        }
        url = f"https://{publisher}.example/{id}"
        self.article: Article = an_article(id, text, received_at=when, url=url, **common)
        self.ref = an_article_ref(id, received_at=when, url=url, **common)
        self.at = when

    def evidence(self, words: str) -> Evidence:
        """Those words where they stand in the text."""
        start = self.article.text.index(words)
        return Evidence(article=self.ref, spans=((start, start + len(words)),), words=(words,))


REFUSAL = "not one soldier will leave the Vell valley"
OPENING = "we can leave the valley in stages if monitors come first"
MEETING = "The two delegations will meet in Port Linden on 18 February"
DENIAL = "No meeting has been agreed for 18 February"
MONITORS = "Estavia welcomes monitors on both banks"

REFUSED = Paper(
    "wire-1",
    "Example Wire",
    "Norland rules out leaving the valley",
    "HARBOUR CITY - Norland's foreign minister ruled out a pull-back on Monday.\n\n"
    f"“For as long as I hold this office, {REFUSAL},” Ana Brandt told reporters after a cabinet meeting.\n\n"
    "Estavia has asked for a full withdrawal since the autumn.",
    0,
)
REFUSED_COPY = Paper(
    "gazette-1",
    "The Sample Gazette",
    "“Not one soldier”: Brandt on the Vell valley",
    f"Foreign Minister Ana Brandt said on Monday that {REFUSAL}. The remark drew criticism in Estavia.",
    3,
)
PLANNED = Paper(
    "wire-2",
    "Example Wire",
    "Delegations to meet in Port Linden, Lakeland says",
    f"PORT LINDEN - {MEETING}, the government of Lakeland announced on Wednesday.\n\n"
    f"A spokesman in Estavia's capital said that {MONITORS}, and called the date “a beginning”.",
    50,
)
DENIED = Paper(
    "post-1",
    "Placeholder Post",
    "Norland: no date yet",
    f"“{DENIAL},” the foreign ministry of Norland said in a note on Thursday, hours after Lakeland named a day.",
    70,
)
MOVED = Paper(
    "wire-3",
    "Example Wire",
    "Brandt opens door to a pull-back in stages",
    f"HARBOUR CITY - In a change of tone, Ana Brandt said on Friday: “{OPENING[0].upper()}{OPENING[1:]}.”\n\n"
    "It is the first time that Norland has spoken of leaving at all.",
    97,
)
PAPERS = (REFUSED, REFUSED_COPY, PLANNED, DENIED, MOVED)
