"""The catalog that the page on it writes down is one that `parley check` takes."""

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from shared.catalog import load

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "shared" / "catalog"
HEAD = "# Source: made for tests.\n"


def examples() -> dict[str, dict[str, Any]]:
    """The first entry of each block of the page by the heading above it."""
    text = (ROOT / "docs" / "rules-and-catalog.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^### (.+?)\n(?:(?!^#).*\n)*?```yaml\n((?:.*\n)*?)```", text, re.MULTILINE)
    return {heading: yaml.safe_load(block)[0] for heading, block in blocks}


def written(entries: list[dict[str, Any]]) -> str:
    return HEAD + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True)


def test_its_examples_make_a_catalog(tmp_path: Path) -> None:
    """Each as it stands there, in a catalog that has the countries beside them; the question under its negotiation,
    which holds without it, too."""
    shown = examples()
    countries: list[dict[str, Any]] = [
        {"name": name, "kind": "country"} for name in ("Estavia", "Norland", "Switzerland")
    ]
    person = {**shown["An actor"], "side": "Norland"}
    actors = [*countries, person, {"name": "United Nations", "kind": "bloc"}]
    actors.sort(key=lambda actor: str(actor["name"]))
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "actors"))
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "all.yaml").write_text(
        HEAD + yaml.safe_dump({"actors": actors}, allow_unicode=True)
    )
    (tmp_path / "publishers.yaml").write_text(written([shown["A publisher"]]))
    (tmp_path / "ambiguities.yaml").write_text(HEAD + "[]\n")
    (tmp_path / "venues.yaml").write_text(HEAD + "[]\n")
    titles = yaml.safe_load((SHIPPED / "titles.yaml").read_text(encoding="utf-8"))
    (tmp_path / "titles.yaml").write_text(
        written(
            [{key: value for key, value in title.items() if not key.startswith("bare")} for title in titles]
        )
    )
    for questions in ([], [shown["A question"]]):
        (tmp_path / "negotiations.yaml").write_text(
            written([{**shown["A negotiation"], "questions": questions}])
        )
        catalog = load(tmp_path)
        assert ["norland-estavia"] == [each.id for each in catalog.negotiations]
        assert len(questions) == len(catalog.questions)
        assert catalog.actor("María Example") is not None
