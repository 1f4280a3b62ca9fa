"""A reader's way through a real browser: an alert appears, is opened, its evidence stands marked in the article."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect, sync_playwright
from pydantic import SecretStr

from shared.contracts.topics import ALERTS_STATEMENTS
from shared.testing.builders import NOON, a_statement_alert
from shared.testing.scene.alerts import ALERTS, a_scene_alert
from shared.testing.scene.papers import REFUSAL
from shared.testing.scene.records import everything
from shared.testing.scene.world import TALKS
from tests.e2e.support import KEY, served, valkey

expect.set_options(timeout=30_000)  # five seconds by default: too few on a busy machine
pytestmark = [pytest.mark.browser, pytest.mark.redis]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def page() -> Iterator[Page]:
    chromium = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium")
    assert chromium, (
        "chromium is missing; install it (Debian: apt-get install chromium) or set PARLEY_CHROMIUM"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=ARGUMENTS,
            # Readers' browsers keep a page that is left, and Back shows it as it was; Playwright's do not by default.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        page = browser.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if _is_problem(said) else None)
        yield page
        browser.close()
        assert [] == problems


def _is_problem(said: ConsoleMessage) -> bool:
    """Errors, but for those of the stream that a test refuses."""
    return said.type == "error" and "/live" not in said.location["url"]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[str, Any]]:
    with valkey(tmp_path) as (_, client), served(tmp_path, client, api_key=SecretStr(KEY)) as made:
        yield made


def _look(page: Page, *, away: bool) -> None:
    """Turn away from a page or back to it; a browser that is driven shows all its pages."""
    page.evaluate(
        "away => { window.away = away; document.dispatchEvent(new Event('visibilitychange')); }", away
    )


def _said(number: int, **other: Any) -> Any:
    return a_statement_alert(f"al-{number:03}", time=NOON + timedelta(seconds=number), **other)


def test_a_reader_follows_an_alert_to_its_words(page: Page, service: tuple[str, Any]) -> None:
    """From the empty page to the sentence in the article, by keyboard alone, without loading the feed again."""
    address, publisher = service
    page.goto(address)
    expect(page.get_by_text("No alerts yet")).to_be_visible()
    expect(page.locator("#live-text")).to_have_text("Live")

    for topic, message in everything():
        publisher.publish(topic, message)
    cards = page.locator(".card")
    expect(cards).to_have_count(len(ALERTS))
    expect(page.get_by_text("No alerts yet")).to_have_count(0)
    expect(cards.first).to_contain_text("Norland softens on leaving the Vell valley")
    expect(page.locator(".day > h2").first).to_have_text("Friday 14 February 2025")
    assert "Norland" in (page.locator("#said").text_content() or "")  # what a screen reader is told

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert f"/alerts/{a_scene_alert(5).id}" == page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Norland softens")
    expect(page.locator("mark")).to_have_text(
        [REFUSAL, "We can leave the valley in stages if monitors come first"]
    )

    page.wait_for_load_state()  # its keys are there once its script has run
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Norland rules out leaving the valley")
    expect(page.locator("#text mark")).to_have_text([REFUSAL])
    expect(page.locator("#text")).to_contain_text("Estavia has asked for a full withdrawal since the autumn.")

    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("u")
    expect(page.locator("#live-text")).to_have_text("Live")


def test_a_reader_pauses_filters_and_searches(page: Page, service: tuple[str, Any]) -> None:
    """While paused, new alerts wait; the filter needs no button; search is one key away."""
    address, publisher = service
    page.goto(address)
    expect(page.locator("#live-text")).to_have_text("Live")
    page.keyboard.press("p")
    expect(page.locator("#live-text")).to_have_text("Paused")
    for topic, message in everything():
        publisher.publish(topic, message)
    expect(page.locator("#waiting")).to_have_text(f"Show {len(ALERTS)} new alerts")
    expect(page.locator(".card")).to_have_count(0)
    page.locator("#waiting").click()
    expect(page.locator(".card")).to_have_count(len(ALERTS))

    page.get_by_label("Kind").select_option("stance")
    expect(page.locator(".card")).to_have_count(1)
    assert page.url.endswith("/?kind=stance")

    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("soldier")
    page.keyboard.press("Enter")
    expect(page.locator(".sayings")).to_contain_text(REFUSAL)

    page.keyboard.press("Home")
    page.goto(f"{address}/negotiations/{TALKS}")
    expect(page.locator(".stances")).to_contain_text("leaning for")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/search")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(address)
    page.locator(".to-filter").get_by_text("Filter").click()
    expect(page.get_by_label("Kind")).to_be_in_viewport()


def test_a_page_that_back_brings_back_goes_on(page: Page, service: tuple[str, Any]) -> None:
    """What came in meanwhile appears on the kept page; nothing is loaded anew."""
    address, publisher = service
    page.goto(address)
    expect(page.locator("#live-text")).to_have_text("Live")
    page.evaluate("window.kept = true")
    page.goto(f"{address}/negotiations")
    for topic, message in everything():
        publisher.publish(topic, message)
    page.go_back(wait_until="commit")
    expect(page.locator(".card")).to_have_count(len(ALERTS))
    expect(page.locator("#live-text")).to_have_text("Live")
    assert page.evaluate("window.kept")


def test_a_page_whose_stream_was_refused_comes_back(page: Page, service: tuple[str, Any]) -> None:
    """A proxy's 503 ends a browser's own tries. Until the stream is there the page never says "Live"."""
    address, publisher = service
    page.route("**/live?*", lambda route: route.fulfill(status=503))
    page.goto(address)
    state = page.locator("#live-text")
    for _ in range(3):  # paused, going on, paused
        page.keyboard.press("p")
        expect(state).to_have_text("Connection lost, trying again")
    page.unroute("**/live?*")
    expect(state).to_have_text("Paused")
    for topic, message in everything():
        publisher.publish(topic, message)
    expect(page.locator("#waiting")).to_have_text(f"Show {len(ALERTS)} new alerts")
    page.keyboard.press("p")
    expect(page.locator(".card")).to_have_count(len(ALERTS))
    expect(state).to_have_text("Live")


def test_any_number_of_pages_may_be_open(page: Page, service: tuple[str, Any]) -> None:
    """A page that nobody looks at holds no connection, of which there are six; one counts what is unread. Each goes on
    when it is looked at again."""
    address, publisher = service
    assert page.context.browser
    context = page.context.browser.new_context()
    context.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.away === true })")
    pages = [context.new_page() for _ in range(9)]
    for number, each in enumerate(pages):
        each.goto(address if number % 2 else f"{address}/negotiations/{TALKS}")
        if number % 2:
            expect(each.locator("#live-text")).to_have_text("Live")
        _look(each, away=True)
    publisher.publish(ALERTS_STATEMENTS, _said(1))
    expect(pages[1]).to_have_title("(1) Parley: what is new")
    for each in pages[1::2]:
        _look(each, away=False)
        expect(each.locator(".card")).to_have_count(1)
        expect(each).to_have_title("Parley: what is new")
        _look(each, away=True)


def test_earlier_goes_on_after_the_last_card_of_a_long_page(page: Page, service: tuple[str, Any]) -> None:
    """What an open page has let go is on the page before it."""
    address, publisher = service
    page.goto(address)
    expect(page.locator("#live-text")).to_have_text("Live")
    expect(page.locator("#earlier")).to_be_hidden()
    for number in range(430):
        publisher.publish(ALERTS_STATEMENTS, _said(number))
    expect(page.locator("#al-429")).to_be_visible()
    expect(page.locator(".card")).to_have_count(400)
    page.locator("#earlier").click()
    expect(page.locator(".card").first).to_have_attribute("id", "al-029")
    expect(page.locator(".card")).to_have_count(30)


def test_a_card_that_is_open_learns_that_it_was_retracted(page: Page, service: tuple[str, Any]) -> None:
    """As it would say if the page were loaded anew."""
    address, publisher = service
    page.goto(address)
    expect(page.locator("#live-text")).to_have_text("Live")
    publisher.publish(ALERTS_STATEMENTS, _said(1))
    expect(page.locator("#al-001")).to_be_visible()
    later = a_statement_alert("al-r", "parley.alert.retracted", time=NOON, supersedes="al-001")
    publisher.publish(ALERTS_STATEMENTS, later)
    for _ in range(2):
        expect(page.locator("#al-001.retracted .overtaken")).to_have_text("Retracted")
        page.reload()
    page.locator("#al-001 .overtaken").click()
    expect(page).to_have_url(f"{address}/alerts/al-r")


def test_a_silence_is_made_by_the_script_alone(page: Page, service: tuple[str, Any]) -> None:
    """Without it the form says so and cannot be sent: the key must never stand in an address."""
    address, _ = service
    assert page.context.browser
    bare = page.context.browser.new_context(java_script_enabled=False).new_page()
    bare.goto(f"{address}/silences")
    expect(bare.get_by_text("This form needs its script")).to_be_visible()
    expect(bare.locator("[data-silence] button")).to_be_disabled()
    bare.get_by_label("is", exact=True).fill("Norland")
    bare.get_by_label("API key").fill(KEY)
    bare.keyboard.press("Enter")
    assert f"{address}/silences" == bare.url

    page.goto(f"{address}/silences")
    page.get_by_label("Label").select_option("side")
    page.get_by_label("is", exact=True).fill("Norland")
    page.get_by_label("API key").fill(KEY)
    page.get_by_role("button", name="Silence").click()
    expect(page.locator("tbody")).to_contain_text("side = Norland")
