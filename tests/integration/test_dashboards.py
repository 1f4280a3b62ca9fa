"""Dashboards are fresh, and a real Prometheus that scrapes a running Parley has an answer to every query on them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import httpx
import pytest
import yaml

from deploy.grafana.build import FOLDER, dashboards
from deploy.grafana.panels import MILESTONES
from services.cli.processes import free_port
from services.cli.sources import DEMO
from tests.e2e.support import wait_for
from tests.integration.feed_server import FeedServer, Reply, feed_server

PROVISIONING = FOLDER.parent / "provisioning"
ARTICLES = 10
FED = 2
"""So many of them by feeds; the others by HTTP, once Prometheus knows the counters at 0."""
KEY = "a-key-for-tests"
PATIENCE_SECONDS = 300

ROUTES = """
receivers:
  desk:
    outbox: {}
routes:
  - name: everything
    receivers: desk
    late: true
    group_wait: 1s
    group_interval: 5s
"""


@pytest.mark.parametrize("name", sorted(dashboards()))
def test_dashboards_are_fresh(name: str) -> None:
    """A stale file means that `make dashboards` was not run."""
    assert dashboards()[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_nothing_lies_beside_the_dashboards_that_code_does_not_make() -> None:
    """Edits in Grafana's page would be lost; the code is the place."""
    assert set(dashboards()) == {path.name for path in FOLDER.iterdir()}


def test_provisioning_leads_to_the_dashboards_and_to_prometheus() -> None:
    """The provider's path is where compose and Kubernetes put the files."""
    (provider,) = yaml.safe_load((PROVISIONING / "dashboards" / "parley.yml").read_text())["providers"]
    compose = (FOLDER.parents[2] / "docker-compose.yml").read_text(encoding="utf-8")
    assert f"./deploy/grafana/dashboards:{provider['options']['path']}:ro" in compose
    (source,) = yaml.safe_load((PROVISIONING / "datasources" / "prometheus.yml").read_text())["datasources"]
    assert "prometheus" == source["type"]
    assert "PARLEY_PROMETHEUS_URL" in compose


def queries() -> Iterator[tuple[str, str, bool]]:
    """(where it stands, expression, whether it is asked for a range) of every panel and annotation."""
    for name, content in dashboards().items():
        whole = json.loads(content)
        for annotation in whole["annotations"]["list"]:
            yield f"{name}: annotation {annotation['name']}", annotation["expr"], True
        for panel in whole["panels"]:
            for target in panel.get("targets", []):
                where = f"{name}: {panel['title']} {target['refId']}"
                yield where, target["expr"], not target.get("instant", False)


def test_every_panel_says_what_it_shows() -> None:
    """For somebody who sees it for the first time."""
    panels = [
        p for content in dashboards().values() for p in json.loads(content)["panels"] if p["type"] != "row"
    ]
    assert len(panels) > 20
    assert [] == [p["title"] for p in panels if len(p.get("description", "")) < 20 or not p["targets"]]
    for content in dashboards().values():
        ids = [panel["id"] for panel in json.loads(content)["panels"]]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("scrape", "step"), [(15, 60), (15, 900), (60, 60), (60, 900)])
def test_no_step_of_a_negotiation_falls_between_two_points(scrape: int, step: int, tmp_path: Path) -> None:
    """Wherever Grafana asks, each rise is an annotation at one point and no other; a restart hides none."""
    rises = {f"n{k}": (k, f"0x{k - 1} 1x200") for k in range(1, 3 * step // scrape)}
    if step > 2 * scrape:  # otherwise no interval holds two scrapes after the restart
        rises["restarted"] = (2, "5 0 1x200")
    times = [number * step for number in range(1, 5)]
    expected = {
        time: sorted(name for name, (k, _) in rises.items() if time - step < k * scrape <= time)
        for time in times
    }
    test = {
        "interval": f"{scrape}s",
        "input_series": [
            {"series": f'parley_milestone_alerts_total{{negotiation="{name}"}}', "values": values}
            for name, (_, values) in rises.items()
        ],
        "promql_expr_test": [
            {
                "expr": f"count by (negotiation) ({MILESTONES.replace('$__interval', f'{step}s')})",
                "eval_time": f"{time}s",
                "exp_samples": [{"labels": f'{{negotiation="{name}"}}', "value": 1} for name in names],
            }
            for time, names in expected.items()
        ],
    }
    file = tmp_path / "annotations.yml"
    file.write_text(yaml.safe_dump({"evaluation_interval": "15s", "tests": [test]}), encoding="utf-8")
    done = subprocess.run(
        ["promtool", "test", "rules", str(file)], capture_output=True, text=True, timeout=100
    )
    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.redis
@pytest.mark.timeout(900)
def test_every_query_has_an_answer(tmp_path: Path) -> None:
    """Live feeds and articles by HTTP in, messages out: no panel and no annotation stays empty."""
    page, prometheus = free_port(), free_port()
    with (
        feed_server() as feeds,
        scraping(tmp_path, prometheus, page),
        parley(tmp_path, feeds, page) as process,
    ):
        ask = Asking(f"http://127.0.0.1:{prometheus}")
        wait_for(lambda: ask.has_data("parley_milestone_alerts_total", whole_range=False), PATIENCE_SECONDS)
        send(page)
        left = list(queries())
        until = time.monotonic() + PATIENCE_SECONDS
        while left and time.monotonic() < until:
            assert process.poll() is None, (tmp_path / "parley.log").read_text()[-2000:]
            left = [one for one in left if not ask.has_data(one[1], whole_range=one[2])]
            time.sleep(1)
        assert "" == "\n".join(where for where, _, _ in left), (tmp_path / "parley.log").read_text()[-2000:]
        assert set() == ask.firing(), "alerts fire although all is well"


class Asking:
    """Questions to a Prometheus as Grafana would put them."""

    def __init__(self, url: str) -> None:
        self._url = url

    def has_data(self, expr: str, *, whole_range: bool) -> bool:
        """Whether there is a number in the answer."""
        expr = expr.replace("$__rate_interval", "1m").replace("$__interval", "1m")
        now = time.time()
        kind, asked = "query", {"query": expr, "time": now}
        if whole_range:
            kind, asked = "query_range", {"query": expr, "start": now - 120, "end": now, "step": 4}
        answer = httpx.get(f"{self._url}/api/v1/{kind}", params=asked, timeout=20).json()
        assert "success" == answer["status"], (expr, answer)
        values = [v for r in answer["data"]["result"] for _, v in r.get("values", [r.get("value")])]
        return any(value != "NaN" for value in values)

    def firing(self) -> set[str]:
        """Names of the alerts that fire."""
        alerts = httpx.get(f"{self._url}/api/v1/alerts", timeout=20).json()["data"]["alerts"]
        return {alert["labels"]["alertname"] for alert in alerts if alert["state"] == "firing"}


@contextmanager
def scraping(folder: Path, port: int, page: int) -> Iterator[None]:
    """A Prometheus with our rules that asks the page every second."""
    config: dict[str, Any] = {
        "global": {"scrape_interval": "4s", "scrape_timeout": "4s", "evaluation_interval": "2s"},
        "rule_files": [str(FOLDER.parents[1] / "prometheus" / "rules.yml")],
        "scrape_configs": [{"job_name": "parley", "static_configs": [{"targets": [f"127.0.0.1:{page}"]}]}],
    }
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [
        "prometheus", f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'tsdb'}",
        f"--web.listen-address=127.0.0.1:{port}", "--log.level=warn",
    ]  # fmt: skip
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(lambda: _answers(f"http://127.0.0.1:{port}/-/ready"), 60)
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def parley(folder: Path, feeds: FeedServer, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`parley run` on feeds with the demo's articles, as if they were published just now."""
    by_outlet = defaultdict(list)
    for article in demo_articles()[:FED]:
        by_outlet[article["outlet"]].append(article)
    for number, (outlet, articles) in enumerate(sorted(by_outlet.items())):
        feeds.replies[f"/{number}.xml"] = Reply(_rss(outlet, articles))
    (folder / "feeds.txt").write_text("\n".join(f"{feeds.url}/{n}.xml" for n in range(len(by_outlet))) + "\n")
    (folder / "routes.yaml").write_text(ROUTES, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_")} | {
        "PARLEY_DATA": str(folder / "data"),
        "PARLEY_PORT": str(port),
        "PARLEY_FEEDS": str(folder / "feeds.txt"),
        "PARLEY_ROUTES": str(folder / "routes.yaml"),
        "PARLEY_ALLOW_PRIVATE_FEEDS": "true",
        "PARLEY_FETCH_PAGES": "false",
        "PARLEY_PAGE_PAUSE_SECONDS": "0",
        "PARLEY_API_KEY": KEY,
    }
    with (folder / "parley.log").open("wb") as log:
        command = [sys.executable, "-m", "services.cli.main", "run"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(40)


def demo_articles() -> list[dict[str, str]]:
    return [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()[:ARTICLES]]


def send(page: int) -> None:
    """The other articles, as if they were published just now."""
    now = datetime.now(UTC).isoformat()
    articles = [article | {"published_at": now} for article in demo_articles()[FED:]]
    answer = httpx.post(
        f"http://127.0.0.1:{page}/v1/articles",
        json=articles,
        headers={"authorization": f"Bearer {KEY}"},
        timeout=60,
    )
    assert 202 == answer.status_code, answer.text


def _rss(outlet: str, articles: list[dict[str, str]]) -> bytes:
    now = format_datetime(datetime.now(UTC))
    items = "".join(
        f"<item><title>{escape(a['title'])}</title><link>{escape(a['url'])}</link><guid>{escape(a['url'])}</guid>"
        f"<pubDate>{now}</pubDate><content:encoded>{escape(_html(a['text']))}</content:encoded></item>"
        for a in articles
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{escape(outlet)}</title><link>https://example.org</link>{items}</channel></rss>"
    ).encode()


def _html(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.TransportError:
        return False
