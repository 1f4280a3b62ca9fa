"""The shipped catalog, read once, and a small one that a test can spoil."""

from pathlib import Path

import pytest

from shared.catalog import Catalog, Matcher, load

SMALL = {
    "actors/all.yaml": """# Source: made for tests.
side: Russia
actors:
  - name: Dmitry Peskov
    pronoun: he
    roles:
      - Press Secretary @ Kremlin, 2012-05-22/
  - name: Kremlin
    kind: body
  - name: Russia
    kind: country
    aliases: [Russian Federation]
    demonyms: [Russian]
    capital: Moscow
    metonyms: [Moscow]
  - name: Ukraine
    kind: country
    demonyms: [Ukrainian]
""",
    "ambiguities.yaml": "# Source: made for tests.\n- word: Moscow\n  not_before: [idaho]\n",
    "generic.yaml": (
        '# Source: made for tests.\n- name: Foreign Ministry\n  as_named: "{country}\'s Foreign Ministry"\n'
    ),
    "issues.yaml": "# Source: made for tests.\n- id: ceasefire\n  name: Ceasefire\n  words: [truce*]\n",
    "negotiations.yaml": """# Source: made for tests.
- id: war
  name: War
  parties: [Russia, Ukraine]
  issues: [ceasefire]
  words: [kyiv]
  questions:
    - id: war.one
      text: There is a truce
      issues: [ceasefire]
      words: [truce]
      for_words: [accept*]
      against_words: [reject*]
      sides: [Russia]
      acts: [ceasefire_agreed_or_declared happened for @ Russia]
    - id: war.two
      text: There are talks
      issues: [ceasefire]
      words: [talks]
      for_words: [ready]
      against_words: [refuse*]
      sides: [Ukraine]
""",
    "publishers.yaml": """# Source: made for tests.
- name: Example Wire
  outlets: [Example Wire]
  hosts: [wire.example]
  wire: true
  credits: [(Example Wire)]
- name: Other Times
  outlets: [Other Times]
  hosts: [times.example]
""",
    "titles.yaml": "# Source: made for tests.\n- title: Press Secretary\n  rank: 5\n  also: [spokesman]\n",
    "venues.yaml": "# Source: made for tests.\n- name: Sochi\n  within: Russia\n  aliases: [Sotchi]\n",
}


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="session")
def matcher(catalog: Catalog) -> Matcher:
    return Matcher(catalog)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a valid small catalog."""
    for name, text in SMALL.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path
