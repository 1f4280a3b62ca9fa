"""Loading is strict: each rule has a file that breaks it, and all problems come at once."""

from pathlib import Path

import pytest

from shared.catalog import CatalogError, load

ACTORS, NEGOTIATIONS, PUBLISHERS = "actors/all.yaml", "negotiations.yaml", "publishers.yaml"

BAD = {
    "unknown key of an actor": (
        ACTORS,
        "    pronoun: he",
        "    pronoune: he",
        "Dmitry Peskov: unknown key 'pronoune'",
    ),
    "unknown key of a file": (
        ACTORS,
        "side: Russia\n",
        "side: Russia\nsite: x\n",
        "all.yaml: unknown key 'site'",
    ),
    "unknown kind": (ACTORS, "kind: body", "kind: bodie", "Kremlin: Invalid enum value 'bodie'"),
    "key given twice": (
        ACTORS,
        "    pronoun: he",
        "    pronoun: he\n    pronoun: he",
        "key 'pronoun' is given twice",
    ),
    "alias of two actors": (
        ACTORS,
        "demonyms: [Ukrainian]",
        "demonyms: [Moscow]",
        "Ukraine: 'moscow' is also a name of Russia",
    ),
    "side that nobody is": (
        ACTORS,
        "    kind: body",
        "    kind: body\n    side: Rusia",
        "Kremlin: side of unknown actor 'Rusia'",
    ),
    "role of unknown actor": (
        ACTORS,
        "@ Kremlin,",
        "@ Kreml,",
        "Dmitry Peskov: role 'Press Secretary' of unknown actor 'Kreml'",
    ),
    "title that is not listed": (
        ACTORS,
        "- Press Secretary @",
        "- Press Chief @",
        "the title is not in titles.yaml",
    ),
    "dates reversed": (
        ACTORS,
        "2012-05-22/",
        "2012-05-22/2011-01-01",
        "Dmitry Peskov: role 'Press Secretary @ Kremlin, 2012-05-22/2011-01-01': dates reversed",
    ),
    "no such date": (ACTORS, "2012-05-22/", "2012-13-22/", "no such date"),
    "role without dates": (ACTORS, ", 2012-05-22/", "", "is not 'Title[ @ Of], since/until'"),
    "unsorted actors": (
        ACTORS,
        "  - name: Ukraine",
        "  - name: Armenia",
        "Armenia: not sorted, belongs before Russia",
    ),
    "header missing": (ACTORS, "# Source: made for tests.\n", "", "all.yaml: header missing"),
    "no YAML": (ACTORS, "actors:", "actors: [", "all.yaml: line 4: not valid YAML"),
    "party unknown": (
        NEGOTIATIONS,
        "parties: [Russia, Ukraine]",
        "parties: [Russia, Ukrane]",
        "war: party 'Ukrane' is an unknown actor",
    ),
    "issue unknown": (
        NEGOTIATIONS,
        "  issues: [ceasefire]\n  words",
        "  issues: [peace]\n  words",
        "war: unknown issue 'peace'",
    ),
    "side of a question unknown": (
        NEGOTIATIONS,
        "sides: [Ukraine]",
        "sides: [Kyiv]",
        "war.two: side 'Kyiv' is an unknown actor",
    ),
    "question twice": (NEGOTIATIONS, "war.two", "war.one", "question 'war.one' is there 2 times"),
    "act that cannot be read": (
        NEGOTIATIONS,
        "happened for @",
        "happened maybe @",
        "is not 'type status for|against[ @ party]'",
    ),
    "act of unknown type": (
        NEGOTIATIONS,
        "ceasefire_agreed_or_declared",
        "ceasefire",
        "unknown milestone type 'ceasefire'",
    ),
    "act of unknown status": (
        NEGOTIATIONS,
        "happened for",
        "rumoured for",
        "unknown milestone status 'rumoured'",
    ),
    "act of unknown party": (
        NEGOTIATIONS,
        "for @ Russia",
        "for @ Rusia",
        "party 'Rusia' is an unknown actor",
    ),
    "negotiation over before it began": (
        NEGOTIATIONS,
        "  words: [kyiv]",
        "  words: [kyiv]\n  since: 2020-01-01\n  until: 2019-01-01",
        "war: dates reversed",
    ),
    "host of two families": (
        PUBLISHERS,
        "times.example",
        "wire.example",
        "host 'wire.example' is there 2 times",
    ),
    "outlet of two families": (
        PUBLISHERS,
        "[Other Times]",
        "[The Example Wire]",
        "outlet 'example wire' is there 2 times",
    ),
    "rank out of range": (
        "titles.yaml",
        "rank: 5",
        "rank: 9",
        "Press Secretary: rank 9 is not between 1 and 5",
    ),
    "title with a country's adjective": (
        "titles.yaml",
        "also: [spokesman]",
        "also: [spokesman, Russian spokesman]",
        "Press Secretary: 'russian spokesman' has a country in it",
    ),
    "core that is no party": (
        "negotiations.yaml",
        "  words: [kyiv]",
        "  words: [kyiv]\n  core: [Kremlin]",
        "war: 'Kremlin' of core or pair is none of its parties",
    ),
    "venue that lies nowhere": (
        "venues.yaml",
        "within: Russia",
        "within: Rusia",
        "venues.yaml: Sochi: within 'Rusia', which is in no country",
    ),
    "venue that is a capital": (
        "venues.yaml",
        "[Sotchi]",
        "[Moscow]",
        "venues.yaml: Sochi: 'Moscow' is also a name of another place",
    ),
    "missing key": (
        "issues.yaml",
        "  words: [truce*]\n",
        "",
        "issues.yaml: ceasefire: Object missing required field `words`",
    ),
}


def spoil(folder: Path, name: str, before: str, after: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(("name", "before", "after", "message"), BAD.values(), ids=BAD)
def test_each_rule_refuses_its_bad_file(
    small: Path, name: str, before: str, after: str, message: str
) -> None:
    """The problem names the file's entry and what is wrong with it."""
    spoil(small, name, before, after)
    with pytest.raises(CatalogError) as caught:
        load(small)
    assert message in "\n".join(caught.value.problems)


def test_all_problems_are_told_at_once(small: Path) -> None:
    """Whoever mends a catalog sees every problem in one run."""
    for case in ("unknown key of an actor", "issue unknown", "host of two families", "rank out of range"):
        spoil(small, *BAD[case][:3])
    with pytest.raises(CatalogError) as caught:
        load(small)
    told = "\n".join(caught.value.problems)
    assert [] == [case for case in ("pronoune", "'peace'", "wire.example", "rank 9") if case not in told]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A wrong path is an error that names it, not a crash; so is a folder without the files."""
    with pytest.raises(CatalogError, match=r"nowhere is no folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(CatalogError, match=r"titles\.yaml: cannot be read"):
        load(tmp_path)


def test_the_small_catalog_is_valid(small: Path) -> None:
    """The defaults of an entry: a body speaks for the file's side, a country for itself."""
    catalog = load(small)
    assert ["Russia", "Russia", "Russia", "Ukraine"] == [
        catalog.side_of(name) for name in ("Kremlin", "Dmitry Peskov", "Moscow", "Ukraine")
    ]


def test_a_catalog_without_venues_is_valid(small: Path) -> None:
    """A copy that was made before there were any goes on."""
    (small / "venues.yaml").unlink()
    assert load(small).venues == ()


def test_the_shipped_catalog_has_what_it_promises() -> None:
    """Breadth: the countries of the world, some hundred persons, the negotiations with two to six questions each."""
    catalog = load()
    kinds = [actor.kind for actor in catalog.actors]
    assert 193 <= kinds.count("country")
    assert 400 <= kinds.count("person")
    assert 80 <= len(catalog.families)
    assert 17 == len(catalog.issues)
    assert {
        "ukraine-war",
        "gaza",
        "iran-nuclear",
        "us-china-trade",
        "us-taliban",
        "korea-nuclear",
        "brexit",
        "nafta",
        "india-pakistan",
    } <= {each.id for each in catalog.negotiations}
    assert [] == [each.id for each in catalog.negotiations if not 2 <= len(each.questions) <= 6]
