"""The page in a real Chromium: what people see, click and type in it."""

import base64

import pytest
from playwright.async_api import Locator, Page, expect

from bot.qr import as_svg
from bot.web.pages import LARGEST_PICTURE
from bot.web.server import create_web, serve
from tests.web.conftest import SCREENSHOTS, PageAt, Site
from tests.web.fakes import GROUP, FakeOffice

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKTOP, PHONE, SMALL_PHONE = (1280, 800), (390, 844), (360, 640)
REPORT = "3栋2单元电梯又坏了"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def line(page: Page, text: str) -> Locator:
    return page.get_by_test_id("line").filter(has_text=text)


def message(page: Page) -> Locator:
    return page.get_by_role("textbox", name="输入消息")


async def open_group(page: Page, site: Site) -> None:
    await page.goto(site.url)
    await page.get_by_test_id(f"chat-{GROUP}").click()
    await expect(page.get_by_role("heading", name="金辉华府业主群")).to_be_visible()


async def test_a_case_goes_from_a_residents_word_to_the_grid_members_hand(
    site: Site, page_at: PageAt
) -> None:
    page = await page_at(*DESKTOP)
    await open_group(page, site)
    await page.get_by_role("button", name=REPORT).click()
    await expect(line(page, "已登记 #1 电梯故障")).to_be_visible()
    await expect(page.get_by_test_id("case-1")).to_contain_text("已派单")
    await expect(page.get_by_test_id("unread-wangfang")).to_have_text("3")
    await page.get_by_test_id("member-wangfang").click()
    await expect(page.get_by_role("heading", name="小格")).to_be_visible()
    await page.get_by_role("button", name="接单 1").click()
    await expect(page.get_by_test_id("case-1")).to_have_attribute("data-status", "accepted")
    await page.screenshot(path=SCREENSHOTS / "desktop-accepted.png")


async def test_the_clock_of_a_case_runs_and_turns_red_when_it_is_late(site: Site, page_at: PageAt) -> None:
    now = site.office.clock.now()
    site.office.open("电梯故障", "金辉华府3栋")
    site.office.open("燃气泄漏", "金辉华府1栋", due_at=now.isoformat())
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    running = page.get_by_test_id("case-1").locator(".clock")
    shown = await running.text_content()
    await expect(running).not_to_have_text(shown or "")
    await expect(page.get_by_test_id("case-2").locator(".clock.late")).to_contain_text("接单 超 00:")


async def test_a_click_on_a_case_opens_its_history_and_escape_closes_it(site: Site, page_at: PageAt) -> None:
    number = site.office.open("电梯故障", "金辉华府3栋")
    site.office.note(number, "王芳", "接单", "马上到")
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    await page.get_by_test_id("case-1").click()
    history = page.get_by_role("dialog", name="#1 电梯故障")
    await expect(history.get_by_role("listitem")).to_have_count(2)
    await expect(history).to_contain_text("马上到")
    await page.keyboard.press("Escape")
    await expect(history).to_be_hidden()
    await expect(page.get_by_test_id("case-1")).to_be_focused()


async def test_who_is_on_duty_stands_above_the_board_and_a_click_shows_the_week(
    site: Site, page_at: PageAt
) -> None:
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    now = page.get_by_text("值班 玉融一网格 王芳/李强")
    await expect(now).to_be_visible()
    await expect(page.get_by_text("03-02（一） A岗 王芳 B岗 李强")).to_be_hidden()
    await now.click()
    await expect(page.get_by_text("03-02（一） A岗 王芳 B岗 李强")).to_be_visible()
    await page.screenshot(path=SCREENSHOTS / "desktop-duty.png")


async def test_the_agenda_stands_above_the_board_with_the_five_steps_of_each_item(
    site: Site, page_at: PageAt
) -> None:
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    site.office.open("电梯故障", "金辉华府3栋")
    agenda = page.get_by_text("议题 1 件")
    await expect(page.get_by_test_id("case-1")).to_be_visible()
    await expect(agenda).to_be_hidden()
    site.office.table(1, "问", "议")
    await agenda.click()
    item = page.get_by_role("button", name="#1 公共设施 金辉华府3栋")
    await expect(item.locator(".step.done")).to_have_text(["问已做", "议已做"])
    await expect(item).to_contain_text("附议户多")
    await page.screenshot(path=SCREENSHOTS / "desktop-agenda.png")
    await item.click()
    await expect(page.get_by_role("dialog", name="#1 电梯故障")).to_be_visible()


async def test_an_account_shows_its_state_and_the_code_to_scan(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    account, code = page.get_by_test_id("account-wechat"), page.get_by_role("img", name="登录二维码")
    site.office.account("qr", "等待扫码登录", as_svg("https://login.weixin.qq.com/l/abc"))
    await expect(account).to_contain_text("账号 wechat 等待扫码登录")
    await expect(code).to_be_visible()
    assert await code.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    await page.screenshot(path=SCREENSHOTS / "desktop-login-code.png")
    site.office.account("signed_in", "在线")
    await expect(account).to_contain_text("账号 wechat 在线")
    await expect(code).to_be_hidden()


async def test_enter_sends_and_shift_enter_breaks_the_line(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await open_group(page, site)
    await message(page).fill("第一行")
    await message(page).press("Shift+Enter")
    await message(page).press_sequentially("第二行")
    await message(page).press("Enter")
    await expect(line(page, "第一行")).to_have_count(1)
    assert [said.text for said in site.console.lines(GROUP)] == ["第一行\n第二行"]
    await expect(message(page)).to_have_value("")


async def test_enter_that_ends_a_composition_does_not_send(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await open_group(page, site)
    await message(page).fill("dianti")
    composing = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    await message(page).dispatch_event("keydown", composing)
    await expect(message(page)).to_have_value("dianti")
    assert site.console.lines(GROUP) == []


async def test_markup_in_a_message_is_shown_as_text(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    site.console.say("chen", GROUP, "<img src=x onerror=alert(1)> <b>粗</b>")
    await open_group(page, site)
    await expect(line(page, "<img src=x onerror=alert(1)> <b>粗</b>")).to_be_visible()


async def test_an_own_line_can_be_quoted_and_taken_back(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    site.console.say("li", GROUP, "路灯不亮")
    await open_group(page, site)
    await line(page, "路灯不亮").hover()
    await line(page, "路灯不亮").get_by_role("button", name="引用").click()
    await message(page).fill("就是南门那盏")
    await message(page).press("Enter")
    answer = line(page, "就是南门那盏")
    await expect(answer.locator(".quote")).to_have_text("3-2-501李阿姨：路灯不亮")
    await answer.hover()
    await answer.get_by_role("button", name="撤回").click()
    await expect(page.get_by_text("你撤回了一条消息")).to_be_visible()
    await expect(answer).to_have_count(0)


async def test_a_picture_is_sent_seen_and_opened_large(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await open_group(page, site)
    picture = {"name": "leak.png", "mimeType": "image/png", "buffer": PNG}
    await page.get_by_label("选择图片").set_input_files(picture)  # type: ignore[arg-type]  # FilePayload
    await page.get_by_role("button", name="查看 3-2-501李阿姨 发的图片").click()
    await expect(page.get_by_role("dialog", name="图片")).to_be_visible()
    await page.get_by_role("button", name="关闭图片").click()
    await expect(page.get_by_role("dialog", name="图片")).to_be_hidden()


async def test_a_picture_that_is_too_large_is_refused_in_words(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await open_group(page, site)
    await page.get_by_label("选择图片").evaluate(CHOOSE_FILE, LARGEST_PICTURE + 1)
    await expect(page.get_by_role("alert")).to_have_text("图片超过 20 MB，请压缩后再发。")


async def test_a_file_that_is_no_picture_is_offered_for_saving(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    site.console.say("chen", GROUP, picture=b"PK spreadsheet")
    await open_group(page, site)
    await expect(page.get_by_role("link", name="不是能显示的图片，点击保存")).to_be_visible()


async def test_arrow_keys_move_through_the_chats_and_enter_opens_one(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    chats = page.locator("#chats").get_by_role("button")
    await expect(chats).to_have_count(3)
    await chats.first.focus()
    await page.keyboard.press("End")
    await expect(chats.last).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(chats.nth(1)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(chats.nth(1)).to_have_attribute("aria-current", "true")
    await expect(message(page)).to_be_focused()


async def test_the_first_tab_stop_leads_to_the_input(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(message(page)).to_be_focused()


async def test_focus_stays_on_a_case_while_the_board_changes(site: Site, page_at: PageAt) -> None:
    number = site.office.open("电梯故障", "金辉华府3栋")
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    await page.get_by_test_id("case-1").focus()
    site.office.open("公共照明", "金辉华府南门")
    site.office.change(number, "陈先生", "附议", supporters=["陈先生"])
    await expect(page.get_by_test_id("case-1")).to_contain_text("1 人附议")
    await expect(page.get_by_test_id("case-1")).to_be_focused()


async def test_the_day_is_played_and_its_clock_shown(site: Site, page_at: PageAt) -> None:
    page = await page_at(*DESKTOP)
    await page.goto(site.url)
    await page.get_by_role("button", name="演示一天").click()
    await expect(page.locator("#play-clock")).to_have_text("3月2日 周一 09:41 · 25%")
    await expect(page.get_by_role("progressbar", name="演示进度")).to_have_attribute("value", "0.25")
    await expect(page.locator("#play")).to_be_disabled()
    site.office.day = None
    await expect(page.get_by_role("button", name="演示一天")).to_be_enabled()


async def test_a_lost_connection_is_told_and_comes_back_by_itself(page_at: PageAt, site: Site) -> None:
    office = FakeOffice()
    app = create_web(console=site.console, office=office, title="金辉社区", data=None)
    runner, port = await serve(app)
    page = await page_at(*DESKTOP, expected=("WebSocket connection",))
    await page.goto(f"http://127.0.0.1:{port}/")
    await page.get_by_test_id(f"chat-{GROUP}").click()
    await runner.cleanup()
    await expect(page.get_by_text("连接断开，正在重新连接…")).to_be_visible()
    site.console.say("chen", GROUP, "断线时说的话")
    again = create_web(console=site.console, office=office, title="金辉社区", data=None)
    runner, _ = await serve(again, port=port)
    await expect(line(page, "断线时说的话")).to_be_visible()
    await expect(page.locator("#notice")).to_be_hidden()
    await runner.cleanup()


async def test_on_a_phone_chats_talk_and_board_are_tabs(site: Site, page_at: PageAt) -> None:
    site.office.open("电梯故障", "金辉华府3栋")
    page = await page_at(*PHONE)
    await page.goto(site.url)
    await expect(message(page)).to_be_hidden()
    await page.get_by_test_id(f"chat-{GROUP}").click()
    await expect(message(page)).to_be_visible()
    await page.get_by_role("navigation", name="页面").get_by_role("button", name="工单").click()
    await expect(page.get_by_test_id("case-1")).to_be_visible()
    await page.get_by_role("button", name="我是").click()
    await page.get_by_test_id("member-wangfang").click()
    await expect(page.get_by_role("button", name="我是")).to_contain_text("王芳")


# Chooses a file of so many bytes, made in the page.
CHOOSE_FILE = """(input, size) => {
  const chosen = new DataTransfer();
  chosen.items.add(new File([new Uint8Array(size)], "big.png", {type: "image/png"}));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", {bubbles: true}));
}"""

LONG = "https://example.org/" + "very-long-address" * 12 + " 三单元" * 30

# Buttons, links and fields that are visible but less than 44 px high, or that reach over the right edge.
TOO_SMALL = """() => [...document.querySelectorAll("button, a, textarea")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.matches(".skip, .line .face, .picture"))
  .filter((one) => one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML)"""


async def fill_community(site: Site) -> None:
    site.console.say("chen", GROUP, LONG)
    first = site.console.say("li", GROUP, REPORT)
    site.console.say("chen", GROUP, "我家也是", quote=first.id)
    site.console.say("li", GROUP, picture=PNG)
    site.office.open(
        "电梯故障", "金辉华府3栋2单元" * 6, assignee_name="很长的名字" * 5, supporters=["a", "b"]
    )
    site.office.open("燃气泄漏", "金辉华府1栋", priority=1, level=2)
    site.office.open("垃圾/保洁", "南门", status="resolved", status_name="已办结", due_at=None)
    site.office.open("噪声", "7栋", status="closed", status_name="已结案", due_at=None, reopened=1)


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=["390", "360"])
@pytest.mark.parametrize("tab", ["会话", "聊天", "工单"])
async def test_on_a_phone_nothing_overflows_and_everything_can_be_hit(
    site: Site, page_at: PageAt, size: tuple[int, int], tab: str
) -> None:
    await fill_community(site)
    page = await page_at(*size)
    await open_group(page, site)
    await page.get_by_role("navigation", name="页面").get_by_role("button", name=tab).click()
    await expect(page.get_by_test_id("case-2")).to_have_count(1)
    overflow = await page.evaluate(
        "[...document.querySelectorAll('body, main, .log, .lanes, .chats')]"
        ".filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.className)"
    )
    assert (overflow, await page.evaluate(TOO_SMALL)) == ([], [])
    await page.screenshot(path=SCREENSHOTS / f"phone-{size[0]}-{tab}.png")


# Visible text whose contrast against the nearest painted background is below 4.5 (WCAG 2.2 AA).
LOW_CONTRAST = """() => {
  const channels = (css) => css.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const painted = (one) => {
    for (; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !one.checkVisibility({visibilityProperty: true}) || one.closest(":disabled")) continue;
    const [a, b] = [light(channels(getComputedStyle(one).color)), light(painted(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push([text, Math.round(ratio * 100) / 100]);
  }
  return low;
}"""

NAMELESS = """() => [...document.querySelectorAll("button, a, textarea, input, nav, aside, [role=log], dialog")]
  .filter((one) => !(one.ariaLabel || one.getAttribute("aria-labelledby") || one.textContent.trim()))
  .map((one) => one.outerHTML)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_text_has_contrast_and_every_control_a_name(
    site: Site, page_at: PageAt, scheme: str
) -> None:
    await fill_community(site)
    page = await page_at(*DESKTOP, color_scheme=scheme, reduced_motion="reduce")
    await open_group(page, site)
    await expect(page.get_by_test_id("case-4")).to_be_visible()
    assert (await page.evaluate(LOW_CONTRAST), await page.evaluate(NAMELESS)) == ([], [])
    await page.screenshot(path=SCREENSHOTS / f"desktop-{scheme}.png")
