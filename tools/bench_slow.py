"""Registering over a slow mobile network, in a real browser that has nothing of ours yet."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from academie.registrations.pace import LEAST_SECONDS
from tools.bench_load import Server
from tools.bench_scene import Scene
from tools.browser import chromium_path

BITS_A_SECOND = 400_000
LATENCY_MS = 400


def register(server: Server, scene: Scene) -> list[float]:
    """Go from the link to a meeting to the page after registering.

    Returns:
        seconds until each page was there: the meeting, its form, the one after it.
    """
    times: list[float] = []
    with _slow_page() as page:
        with _loading(page, times):
            page.goto(f"http://127.0.0.1:{server.port}/bijeenkomsten/{scene.slug}")
        with _loading(page, times):
            page.get_by_role("link", name="Meld je aan").first.click()
        page.get_by_label("Voornaam").fill("Fatima")
        page.get_by_label("E-mailadres").fill("langzaam@voorbeeld.nl")
        time.sleep(LEAST_SECONDS)
        with _loading(page, times):
            page.get_by_role("button", name="Meld mij aan").click()
        page.get_by_role("heading", name="Je bent aangemeld").wait_for()
    return times


@contextmanager
def _loading(page: Page, times: list[float]) -> Iterator[None]:
    begun = time.perf_counter()
    with page.expect_event("load"):
        yield
    times.append(time.perf_counter() - begun)


@contextmanager
def _slow_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": BITS_A_SECOND / 8,
                "uploadThroughput": BITS_A_SECOND / 8,
            },
        )
        yield page
        browser.close()
