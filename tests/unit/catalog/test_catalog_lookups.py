"""Who is meant, for whom they speak, who held an office, whose outlet it is."""

from datetime import date

import pytest

from shared.catalog import Catalog


@pytest.mark.parametrize(
    ("title", "of", "on", "expected"),
    [
        ("Secretary of State", "United States", "2013-01-31", "Hillary Clinton"),
        ("Secretary of State", "United States", "2013-02-01", "John Kerry"),  # handover: the newcomer
        ("Secretary of State", "US", "2018-04-10", None),  # between Tillerson and Pompeo
        ("top diplomat", "United States", "2019-06-01", "Mike Pompeo"),
        ("President", "United States", "2017-01-19", "Barack Obama"),
        ("President", "United States", "2017-01-20", "Donald Trump"),
        ("president", "United States", "2021-01-20", "Joe Biden"),
        ("President", "United States", "2025-01-20", "Donald Trump"),
        ("PM", "Britain", "2019-07-24", "Boris Johnson"),
        ("premier", "Israel", "2022-08-01", "Yair Lapid"),
        ("foreign minister", "Russia", "2014-05-01", "Sergey Lavrov"),
        ("spokesman", "Kremlin", "2025-05-20", "Dmitry Peskov"),
        ("trade envoy", "United States", "2018-05-01", "Robert Lighthizer"),
        ("foreign policy chief", "European Union", "2025-05-20", "Kaja Kallas"),
        ("director general", "IAEA", "2025-05-20", "Rafael Grossi"),
        ("foreign ministry spokesman", "China", "2018-01-01", None),  # several at a time
        ("foreign minister", "Atlantis", "2018-01-01", None),
        ("special envoy for Western Sahara", "United Nations", "2018-05-01", "Horst Köhler"),
        ("special envoy", "United Nations", "2018-05-01", None),  # several at a time
        ("president", "Northern Cyprus", "2016-01-01", "Mustafa Akıncı"),
        ("court jester", "Russia", "2018-01-01", None),
    ],
)
def test_holder_on_the_day(catalog: Catalog, title: str, of: str, on: str, expected: str | None) -> None:
    """Wordings of title and country do not matter; where it is not certain, there is nobody."""
    holder = catalog.holder(title, of, date.fromisoformat(on))
    assert expected == (holder.name if holder else None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("US", "United States"),
        ("U.S.", "United States"),
        ("Washington", "United States"),
        ("the White House", "United States"),
        ("The Pentagon", "United States"),
        ("Congress", "United States"),
        ("Kremlin", "Russia"),
        ("Sergei Lavrov", "Russia"),
        ("Britain", "United Kingdom"),
        ("Downing Street", "United Kingdom"),
        ("the European Commission", "European Union"),
        ("Palestinians", "Palestinian Authority"),
        ("Ankara", "Turkey"),
        ("Türkiye", "Turkey"),
        ("Kurdistan Workers' Party (PKK)", "PKK"),
        ("Afghan Taliban", "Taliban"),
        ("ISIS", "Islamic State"),
        ("IAEA", "International Atomic Energy Agency"),
        ("China's Ministry of Commerce", "China"),
        ("Polisario", "Polisario Front"),
        ("TRNC", "Northern Cyprus"),
        ("Hargeisa", "Somaliland"),
        ("Nuuk", "Greenland"),
        ("Tobruk government", "Libyan House of Representatives"),
        ("CARICOM", "CARICOM"),
        ("UNIFIL", "United Nations"),
        ("WTO appellate body", "World Trade Organization"),
        ("ICJ", "International Court of Justice"),
        ("Kingdom of Ruritania", "Kingdom of Ruritania"),
    ],
)
def test_canonical_party(catalog: Catalog, name: str, expected: str) -> None:
    """Bodies and persons climb to their principal, an unknown name stays."""
    assert expected == catalog.canonical_party(name)


@pytest.mark.parametrize(
    "name",
    [
        "United States",
        "China",
        "Canada",
        "Mexico",
        "Russia",
        "Israel",
        "United Kingdom",
        "European Union",
        "Taliban",
        "Syria",
        "Hamas",
        "Ukraine",
        "Afghanistan",
        "France",
        "Armenia",
        "United Nations",
        "Japan",
        "Turkey",
        "Germany",
        "Iran",
        "Palestinian factions",
        "G7",
        "Syrian opposition",
        "World Health Organization",
        "Egypt",
        "South Korea",
        "North Korea",
        "Qatar",
        "Collective Security Treaty Organization",
        "NATO",
        "Trans-Pacific Partnership",
        "Azerbaijan",
        "Syrian Democratic Forces",
        "Kurdistan Region",
        "Arab League",
        "Soviet Union",
        "Houthis",
        "International Monetary Fund",
        "Palestinian Authority",
        "Hezbollah",
        "Islamic State",
        "ASEAN",
        "Ireland",
        "Holy See",
        "North Macedonia",
        "Democratic Republic of the Congo",
        "Rapid Support Forces",
        "PKK",
        "YPG",
        "pro-Russian separatists",
        "Taiwan",
        "Czech Republic",
    ],
)
def test_names_of_the_gold_are_canonical(catalog: Catalog, name: str) -> None:
    """The party names of the annotated articles are the catalog's own ("Holy See" is filed as "Vatican")."""
    assert name.replace("Holy See", "Vatican") == catalog.canonical_party(name)


def test_side_of_bodies_and_persons(catalog: Catalog) -> None:
    """Parliaments and parties are sides of their own; a person out of office speaks for nobody else."""
    assert "United States" == catalog.side_of("State Department")
    assert "US Senate" == catalog.side_of("the Senate")
    assert "Likud" == catalog.side_of("Likud")
    assert "United States" == catalog.side_of("John Bolton", date(2019, 5, 1))
    assert "John Bolton" == catalog.side_of("John Bolton", date(2023, 5, 1))
    assert "Poland" == catalog.side_of("Donald Tusk", date(2013, 5, 1))
    assert "European Union" == catalog.side_of("Donald Tusk", date(2017, 5, 1))
    assert "Somebody Unknown" == catalog.side_of("Somebody Unknown")


def test_rank_is_the_highest_held_that_day(catalog: Catalog) -> None:
    """A president outranks a spokesperson; without an office there is no rank."""
    lavrov, peskov = catalog.actor("Sergei Lavrov"), catalog.actor("Dmitri Peskov")
    assert lavrov is not None
    assert peskov is not None
    assert (2, 5) == (catalog.rank(lavrov, date(2025, 1, 1)), catalog.rank(peskov, date(2025, 1, 1)))
    assert catalog.rank(peskov, date(2001, 1, 1)) is None


def test_names_meet_whatever_their_spelling(catalog: Catalog) -> None:
    """Transliterations, diacritics, article and case lead to one actor."""
    spellings = ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "VOLODYMYR ZELENSKYY")
    assert {"Volodymyr Zelensky"} == {actor.name for each in spellings if (actor := catalog.actor(each))}
    assert catalog.actor("Recep Tayyip Erdoğan") is catalog.actor("recep tayyip erdogan")
    assert catalog.actor("Peter Szijjarto") is catalog.actor("Péter Szijjártó")


@pytest.mark.parametrize(
    ("outlet", "url", "expected"),
    [
        ("bbc-world", "https://www.bbc.com/news/1", "bbc"),
        ("BBC News", "https://www.bbc.co.uk/news/1", "bbc"),
        ("", "https://uk.reuters.com/article/1", "reuters"),
        ("The Guardian", None, "guardian"),
        ("Observer", None, "guardian"),
        ("", "https://edition.cnn.com/x", "cnn"),
        ("Reuters", "https://news.yahoo.com/x", "reuters"),  # the source, not the mirror
        ("Yahoo! News", "https://news.yahoo.com/x", "yahoo"),
        ("Village Gazette", "https://www.gazette.example/x", "gazette.example"),
        ("Village  Gazétte", None, "village gazette"),
        ("", "http://[broken", "unknown"),
        ("", None, "unknown"),
    ],
)
def test_family_of_an_outlet(catalog: Catalog, outlet: str, url: str | None, expected: str) -> None:
    """By name, else by host; an unknown outlet is a family of its own."""
    assert expected == catalog.family(outlet, url)


def test_credit_lines_name_the_wire(catalog: Catalog) -> None:
    """A credit in brackets counts, the mere word does not."""
    assert ("reuters",) == catalog.credited("LONDON (Reuters) - Talks went on.")
    assert () == catalog.credited("He told Reuters that talks went on.")


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Riyadh", "Saudi Arabia", True),
        ("the Kingdom of Saudi Arabia", "Jedda", True),
        ("Oval Office", "United States", True),
        ("Élysée Palace", "Paris", True),
        ("Delhi", "New Delhi", True),
        ("Brussels", "Belgium", True),
        ("Singapore", "Singapore", True),
        ("Geneva", "Bern", False),
        ("Nowhere", "Elsewhere", False),
    ],
)
def test_places_know_their_countries(catalog: Catalog, a: str, b: str, one: bool) -> None:
    """A city, a resort or a house lies in its country; two cities are two places."""
    assert catalog.places.one(a, b) is one
    assert catalog.places.one(b, a) is one
    assert catalog.places.apart(a, b) is not one


@pytest.mark.parametrize(("a", "b"), [(None, "Geneva"), ("Geneva", None), (None, None), ("", "Geneva")])
def test_a_place_that_is_not_told_is_apart_from_none(catalog: Catalog, a: str | None, b: str | None) -> None:
    """What nobody names may be anywhere."""
    assert not catalog.places.apart(a, b)


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Beirut", "Lebanon"),
        ("Lima", "Peru"),
        ("Oval Office", "United States"),
        ("Peru", None),
        ("Nowhere", None),
    ],
)
def test_country_of_a_place(catalog: Catalog, place: str, country: str | None) -> None:
    """Of a city or a house; a country lies in none."""
    assert catalog.places.country(place) == country


@pytest.mark.parametrize(
    ("place", "seat"), [("Geneva", True), ("New York City", True), ("Doha", False), ("Nowhere", False)]
)
def test_seats_of_world_bodies(catalog: Catalog, place: str, seat: bool) -> None:
    """The catalog says where they sit."""
    assert catalog.places.seat(place) is seat


@pytest.mark.parametrize(
    ("who", "on", "side"),
    [
        ("Jared Kushner", "2018-05-01", "United States"),
        ("Jared Kushner", "2023-05-01", "Jared Kushner"),
        ("Jared Kushner", "2025-11-20", "United States"),
        ("David Arakhamia", "2022-03-01", "Ukraine"),
        ("David Arakhamia", "2026-02-01", "Ukraine"),
    ],
)
def test_side_of_a_negotiator(catalog: Catalog, who: str, on: str, side: str) -> None:
    """With an office of the day that of the country, without one their own."""
    assert side == catalog.side_of(who, date.fromisoformat(on))
