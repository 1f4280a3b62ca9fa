"""The one strict reader of rule files: what it refuses, and what it says then."""

import re
from pathlib import Path

import msgspec
import pytest

from shared import rulefiles

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(
    path
    for path in (ROOT / "services").rglob("*.yaml")
    if "training" not in path.parts and path.name != "default_routes.yaml"
)


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    pattern: re.Pattern[str]


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, str]
    rules: tuple[Rule, ...]


GOOD = """# Made for tests.
words: {far: '(?:very )?far', near: '{far} or near'}
rules:
  - id: a
    pattern: '\\b{near}'
"""


def test_a_good_file_comes_in_its_form():
    """Patterns are compiled with their pieces put in, those that stand in other pieces too."""
    (rule,) = rulefiles.read(GOOD, File, "mine.yaml", re.IGNORECASE).rules
    assert rule.id == "a"
    assert rule.pattern.fullmatch("Very far or near")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("# Made for tests.", "", "line 1: header missing"),
        ("  - id: a", "  - id: a\n    id: b", "line 5: not valid YAML: key 'id' is given twice"),
        ("rules:", "rules: []\nrules:", "line 4: not valid YAML: key 'rules' is given twice"),
        ("words: {", "words: &w {a: *w, ", "line 2: not valid YAML: aliases are not supported"),
        ("  - id: a", "  - name: a", "line 4: Object contains unknown field `name`"),
        ("    pattern: '\\b{near}'", "", "line 4: Object missing required field `pattern`"),
        ("\\b{near}", "(", "in '('; correct the pattern"),
        ("'\\b{near}'", "3", "line 5: expected a pattern"),
        ("id: a", "id: 3", "line 4: Expected `str`, got `int`"),
        ("rules:", "rules: [", "line 4: not valid YAML"),
        ("words: {", "words: {[a]: b, ", "line 2: not valid YAML: a key must be a word"),
        ("words: {", "words: {\x01: b, ", ": not valid YAML"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(before, after, said):
    """A rule file that is not as it should be is never read in part, nor silently as something else."""
    text = GOOD.replace(before, after, 1)
    assert text != GOOD
    with pytest.raises(rulefiles.BadRules, match=r"^mine\.yaml") as caught:
        rulefiles.read(text, File, "mine.yaml")
    assert said in str(caught.value)


def test_what_is_nested_without_end_is_refused():
    """A file from outside brings nothing down."""
    with pytest.raises(rulefiles.BadYaml, match="not valid YAML"):
        rulefiles.load("[" * 100_000)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_files_are_strict(path):
    """Each has a header, gives no key twice and has no aliases."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#")
    assert list(rulefiles.doubled(rulefiles.composed(text))) == []
    assert re.search(r"^\s*ignore:", text, re.MULTILINE) is None, "counter-cases are called no_match"
