"""The documentation is true where a machine can tell: links lead somewhere, what is named exists, examples hold."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.core import TyperGroup

from services.cli.main import app
from services.notifier.domain.parsing import to_config
from shared.catalog import entries, model
from shared.catalog import load as load_catalog
from shared.runtime.misspelt import ELSEWHERE
from shared.runtime.settings import PREFIX, Settings

ROOT = Path(__file__).parents[3]
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
)
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"(?:\.venv/bin/)?parley ([a-z][a-z-]*(?: .*)?)$")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """Anchors of the headings, as GitHub makes them."""
    found = set()
    for line in FENCE.sub("", page.read_text(encoding="utf-8")).splitlines():
        if line.startswith("#"):
            text = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            found.add(text.replace(" ", "-"))
    return found


def code(page: Path) -> list[str]:
    """Lines of code blocks and pieces in backticks that are commands, without their comments and pipes."""
    text = page.read_text(encoding="utf-8")
    lines = [
        line
        for language, block in FENCE.findall(text)
        if language in ("", "sh")
        for line in block.splitlines()
    ]
    lines += re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return [re.split(r"\s+#|\s\|\s|\s>\s", line.strip())[0].strip() for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Files exist, and so do the headings that are pointed to; nothing else is asked, so no network is needed."""
    broken = []
    for link in (first or second for first, second in LINK.findall(page.read_text(encoding="utf-8"))):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert [] == broken


REFUSED: type[BaseException] = typer.BadParameter.__bases__[0]
"""What the parser of commands raises for anything that it does not understand."""


def parley_commands() -> list[tuple[str, str]]:
    found = set()
    for page in PAGES:
        for line in code(page):
            words = re.sub(r"^(?:[A-Z_]+=\S+\s+)+", "", line)
            if match := COMMAND.match(words):
                found.add((name_of(page), match[1].strip()))
    return sorted(found)


@pytest.mark.parametrize(("page", "command"), parley_commands())
def test_every_parley_command_is_understood(page: str, command: str) -> None:
    """The command exists and takes these options and arguments; a name alone (`parley replay`) is enough in prose."""
    found: Any = typer.main.get_command(app)
    words = shlex.split(command)
    context = found.context_class(found)
    while isinstance(found, TyperGroup) and words:
        name = words.pop(0)
        inner = found.get_command(context, name)
        assert inner is not None, f"there is no command {name}"
        found, context = inner, inner.context_class(inner, parent=context, info_name=name)
    if words:
        found.make_context(found.name, words)


@pytest.mark.parametrize("command", ["nonsense", "replay --nonsense archive.jsonl", "routes nonsense"])
def test_commands_that_there_are_not_are_found_out(command: str) -> None:
    """Else the test above could never fail."""
    with pytest.raises((AssertionError, REFUSED)):
        test_every_parley_command_is_understood("", command)


def test_every_make_target_exists() -> None:
    """In prose and in blocks."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    asked = {line.split()[1] for page in PAGES for line in code(page) if re.match(r"make [a-z-]+( |$)", line)}
    assert asked
    assert set() == asked - targets


def test_every_target_of_the_makefile_has_a_rule() -> None:
    """make finds nothing to do for a name that is only declared, and all seems well."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = set(makefile.partition(".PHONY:")[2].partition("\n")[0].split())
    assert declared == set(re.findall(r"^([a-z][a-z0-9-]*):", makefile, flags=re.MULTILINE))


def test_measured_figures_are_those_of_the_scorecard() -> None:
    """Of the README's table, and the pace by which workers are sized: `make score` may have moved them."""
    readme, scorecard, operations = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("README.md", "benchmarks/SCORECARD.md", "docs/operations.md")
    )
    figures = re.compile(r"\d+\.\d+|\d{2,}")
    measured = set(figures.findall(scorecard))
    rows = [
        line.split("|") for line in readme.partition("| measured on")[2].partition("\n\n")[0].splitlines()[2:]
    ]
    shown = {figure for row in rows for figure in figures.findall(row[2])}
    told = {figure for row in rows for figure in re.findall(r"\d+\.\d+", row[3])}
    pace = re.search(r"articles per CPU-second \(tracks[^|]*\| ([\d.]+) \|", scorecard)
    assert len(rows) == len(shown)
    assert shown | told <= measured
    assert pace is not None
    assert f"({pace[1]}, on an archive" in operations


def test_every_setting_that_is_named_exists() -> None:
    """`PARLEY_X` is a setting, or its file, or one of the few that are read elsewhere."""
    known = (
        {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
        | set(ELSEWHERE)
        | {
            "PARLEY_X",
            "PARLEY_CRM_SECRET",  # a user's own, in an example
        }
    )
    for page in PAGES:
        named = set(re.findall(r"\bPARLEY_[A-Z_]+[A-Z]\b", page.read_text(encoding="utf-8")))
        assert set() == {one.removesuffix("_FILE") for one in named} - known, name_of(page)


def test_every_module_that_is_started_exists() -> None:
    """`python -m …`."""
    for page in PAGES:
        for module in re.findall(r"python -m ([a-z_.]+)", page.read_text(encoding="utf-8")):
            if module.startswith(("services", "shared", "benchmarks", "deploy")):
                path = ROOT / module.rstrip(".").replace(".", "/")
                there = path.with_suffix(".py").exists() or (path / "__main__.py").exists()
                assert there or module in ("services.",), f"{name_of(page)}: {module}"


def test_every_path_that_is_named_exists() -> None:
    """Files and folders of the repository in backticks."""
    path_in_code = re.compile(r"`((?:services|shared|deploy|benchmarks|docs|tests|requirements)/[\w./*-]+)`")
    for page in PAGES:
        for path in path_in_code.findall(page.read_text(encoding="utf-8")):
            assert list(ROOT.glob(path.rstrip("/"))), f"{name_of(page)}: {path}"


def yaml_blocks(page: str) -> list[Any]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [yaml.safe_load(block) for language, block in FENCE.findall(text) if language == "yaml"]


def test_the_routes_of_the_documentation_are_accepted() -> None:
    """The example as printed; then with the receiver of the section on webhooks."""
    whole, webhook = yaml_blocks("notifications.md")
    values = {
        "PARLEY_SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T0/B0/x",
        "PARLEY_CRM_SECRET": "whsec_" + "QUJD" * 11,
    }
    assert {"desk", "archive"} == set(to_config(whole, "docs", lambda kind, name: values[name]).receivers)
    whole["receivers"] |= webhook["receivers"]
    whole["routes"].append({"name": "crm", "receivers": "crm"})
    assert "webhook" == to_config(whole, "docs", lambda kind, name: values[name]).receivers["crm"].kind


def test_the_negotiations_that_are_named_are_in_the_catalog() -> None:
    """In full, except on the command line, where the beginning of an id is enough."""
    known = {one.id for one in load_catalog().negotiations}
    in_full = re.compile(r"negotiation(?:=| = |\", \"op\": \"=\", \"value\": \")([a-z-]+)")
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert set() == set(in_full.findall(text)) - known, name_of(page)
        for beginning in re.findall(r"--negotiation ([a-z-]+)", text):
            assert any(one == beginning or one.startswith(beginning + "-") for one in known), name_of(page)


def test_the_catalogs_examples_have_the_form_of_the_catalog() -> None:
    """Their keys are those that the loader takes; the rule holds its own cases."""
    (actor,), (publisher,), (negotiation,), (question,), (rule,) = yaml_blocks("rules-and-catalog.md")
    for value, kind in (
        (actor, entries.ActorEntry),
        (publisher, model.PublisherFamily),
        (negotiation, entries.NegotiationEntry),
        (question, entries.QuestionEntry),
    ):
        assert set() == set(value) - set(kind.__struct_fields__)
    pattern = re.compile(rule["pattern"].replace("{near}", "[^.;:!?\\n]{0,25}?"))
    assert all(map(pattern.search, rule["match"]))
    assert not any(map(pattern.search, rule["no_match"]))


def test_pages_of_the_site_that_are_named_exist() -> None:
    """Addresses in backticks on the page about subscribing."""
    text = (ROOT / "docs" / "subscribe.md").read_text(encoding="utf-8")
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "services" / "web" / "adapters").glob("*.py")
    )
    for address in re.findall(r"`/([a-z]+)/\{(?:id|name)\}`", text):
        assert f'Route("/{address}/{{' in sources, address


KAFKA_WITH_ONE_ALERT = """
import builtins, os, pathlib

COMMITTED = pathlib.Path("committed")

class Record:
    headers = [("ce_id", b"al-1"), ("ce_time", b"today"), ("ce_type", b"parley.milestone.reported")]
    value = b'{"headline": "a truce", "labels": {}}'

class KafkaConsumer:
    def __init__(self, *topics, **options): ...
    def __iter__(self): return iter([] if COMMITTED.exists() else [Record])
    def commit(self): COMMITTED.touch()

if "DIES" in os.environ:
    builtins.print = lambda *a, **kw: os._exit(9)
"""


def test_the_consumer_loses_no_alert_when_it_is_killed_at_work(tmp_path: Path) -> None:
    """Killed between noting the id and the end of what it does, it does it at the next start, and once only."""
    text = (ROOT / "docs" / "subscribe.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "consumer.py").write_text(block, encoding="utf-8")
    (tmp_path / "kafka.py").write_text(KAFKA_WITH_ONE_ALERT, encoding="utf-8")

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        environment = {"PARLEY_KAFKA": "nowhere:1", "PATH": ""} | more
        command = [sys.executable, "consumer.py"]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
        )

    assert 9 == run(DIES="yes").returncode
    again = run()
    assert "today parley.milestone.reported a truce\n" == again.stdout, again.stderr
    (tmp_path / "committed").unlink()
    assert "" == run().stdout


@pytest.mark.parametrize("arguments", [("check",), ("topics", "list", "--json"), ("schemas", "--check")])
def test_commands_that_need_nothing_run(arguments: tuple[str, ...]) -> None:
    """As they are printed."""
    done = subprocess.run(
        [sys.executable, "-m", "services.cli.main", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
