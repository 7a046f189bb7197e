"""The README's tour, by a newcomer in a real Chromium, against `linli demo` as it is installed."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.web.conftest import SCREENSHOTS, PageAt

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

GROUP, PRIVATE = "chat-console:jinhui", "chat-console:{}"
LINLI = Path(sys.executable).with_name("linli")


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where a fresh demo listens; it is started in an empty folder and ended by Ctrl+C."""
    process = await asyncio.create_subprocess_exec(
        LINLI,
        *("demo", "--no-browser", "--port", "0"),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    ready = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    found = re.search(r"http://127\.0\.0\.1:\d+/", ready)
    assert found, f"the demo did not say where it is: {ready}"
    yield found[0]
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 20) == 0
    assert list(tmp_path.iterdir()) == []


def line(page: Page, text: str) -> Locator:
    return page.get_by_test_id("line").filter(has_text=text)


async def be(page: Page, member: str, chat: str) -> None:
    await page.get_by_test_id(f"member-{member}").click()
    await page.get_by_test_id(chat).click()


async def say(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="输入消息").fill(text)
    await page.keyboard.press("Enter")


async def test_the_tour_of_the_readme(address: str, page_at: PageAt) -> None:
    page = await page_at(1280, 800)
    await page.goto(address)
    await be(page, "liayi", GROUP)
    await say(page, "3栋2单元电梯又坏了")
    await expect(line(page, "已登记 #1 电梯故障")).to_have_count(1)
    await expect(page.get_by_test_id("case-1")).to_have_attribute("data-status", "assigned")
    await say(page, "今天菜价又涨了")
    await be(page, "wangfang", PRIVATE.format("wangfang"))
    await expect(line(page, "新工单 #1 电梯故障")).to_be_visible()
    await say(page, "接单")
    await expect(page.get_by_test_id("case-1")).to_have_attribute("data-status", "accepted")
    await page.screenshot(path=SCREENSHOTS / "demo-accepted.png")
    await say(page, "办结 换了主板")
    await expect(line(page, "已记办结 #1")).to_be_visible()
    await be(page, "liayi", GROUP)
    await expect(line(page, "已办结：换了主板。解决了吗？")).to_be_visible()
    await say(page, "满意")
    await expect(line(page, "谢谢，#1 已结案")).to_be_visible()
    await expect(page.get_by_test_id("case-1")).to_have_attribute("data-status", "closed")
    await page.screenshot(path=SCREENSHOTS / "demo-closed.png")
    await be(page, "linshuji", PRIVATE.format("linshuji"))
    await say(page, "周报")
    await expect(line(page, "居民确认1")).to_be_visible()
    await page.screenshot(path=SCREENSHOTS / "demo-weekly.png")


async def test_a_lead_is_offered_what_a_lead_may_say(address: str, page_at: PageAt) -> None:
    page = await page_at(1280, 800)
    await page.goto(address)
    await be(page, "liayi", GROUP)
    await say(page, "3栋2单元电梯又坏了")
    await be(page, "wangfang", PRIVATE.format("wangfang"))
    await say(page, "接单")
    quick = page.get_by_role("group", name="快捷回复")
    await expect(quick.get_by_role("button", name="到场 1")).to_be_visible()
    await be(page, "linshuji", PRIVATE.format("linshuji"))
    await say(page, "待办")
    await expect(quick.get_by_role("button", name="催办 1")).to_be_visible()
    await expect(quick.get_by_role("button", name="到场 1")).to_have_count(0)


async def test_a_day_plays_itself_on_a_phone(address: str, page_at: PageAt) -> None:
    page = await page_at(360, 640)
    await page.goto(address)
    await page.get_by_role("navigation", name="页面").get_by_role("button", name="工单").click()
    await page.get_by_role("button", name="演示一天").click()
    await expect(page.get_by_test_id("case-1")).to_be_visible(timeout=40_000)
    await page.screenshot(path=SCREENSHOTS / "demo-phone-board.png")
