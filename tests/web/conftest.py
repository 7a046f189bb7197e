"""A served page over a community in memory, and a real Chromium to look at it.

Tests in Chromium share one event loop with the browser: mark them `asyncio(loop_scope="session")`.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.channels.console import ConsoleChannel
from bot.web.server import create_web, serve
from tests.web.fakes import EchoBot, FakeOffice, create_console

CHROMIUM = Path(os.environ.get("LINLI_CHROMIUM", "/usr/bin/chromium"))
CHROMIUM_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
PATIENCE = 8000  # milliseconds that the page may take to show something

Client = TestClient[web.Request, web.Application]
PageAt = Callable[..., Awaitable[Page]]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A served page with the community behind it."""

    url: str
    port: int
    console: ConsoleChannel
    office: FakeOffice


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def console(office: FakeOffice) -> ConsoleChannel:
    return create_console(office)


@pytest.fixture
async def client(console: ConsoleChannel, office: FakeOffice, tmp_path: Path) -> AsyncIterator[Client]:
    """The application behind aiohttp's own client; pictures of the bot are in tmp_path/pictures."""
    app = create_web(console=console, office=office, title="金辉社区", data=tmp_path)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def site(office: FakeOffice, console: ConsoleChannel) -> AsyncIterator[Site]:
    """The page on a free port of this machine, with the echo bot behind it."""
    bot = asyncio.create_task(EchoBot(console, office).run())
    app = create_web(console=console, office=office, title="金辉社区", data=None)
    runner, port = await serve(app)
    yield Site(url=f"http://127.0.0.1:{port}/", port=port, console=console, office=office)
    await runner.cleanup()
    await console.close()
    await bot


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium for all tests; skipped where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install it, or name it in LINLI_CHROMIUM")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page_at(browser: Browser) -> AsyncIterator[PageAt]:
    """`await page_at(width, height, **options of new_context)`: a fresh page, touch when narrow.

    Every error that such a page logs or throws fails the test, but for those that contain an `expected` text.
    """
    pages: list[Page] = []
    errors: list[str] = []

    def keep(text: str, expected: tuple[str, ...]) -> None:
        if not any(part in text for part in expected):
            errors.append(text)

    async def open_page(width: int, height: int, *, expected: tuple[str, ...] = (), **options: Any) -> Page:
        narrow = width <= 720
        size = ViewportSize(width=width, height=height)
        context = await browser.new_context(
            viewport=size, has_touch=narrow, is_mobile=narrow, locale="zh-CN", **options
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: keep(said.text, expected) if said.type == "error" else None)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        await page.context.close()
    assert errors == []
