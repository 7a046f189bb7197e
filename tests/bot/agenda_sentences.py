"""Every sentence about agenda items 议题 and about cases that come apart 拆, as one table."""

from collections.abc import Callable
from dataclasses import replace

from bot.replies import agenda
from dispatch.agenda import Item, Step
from dispatch.cases import Action, Change, Status, Supporter
from tests.dispatch.builders import at, case, place

NOW = at("2026-03-02 19:00")  # a Monday
FRIDAY = at("2026-03-06 15:00")
HALL = "社区会议室"
WHO = "李强(网格员)"
NAMES = {"wangfang": "王芳", "liqiang": "李强", "weibao": "维保小郭"}

LAMP = case(
    number=3,
    type_code="light",
    place=place("5", room="501"),
    text="5栋楼道灯坏了，找13812345678",
    status=Status.ACCEPTED,
    assignee="wangfang",
    first_taker="wangfang",
    tabled_at=at("2026-03-01 10:00"),
    tabled_why="moved",
)
CHEN_BO = (Supporter(contact="console:chenbo", name="陈伯"),)
DECIDED = replace(
    LAMP,
    number=12,
    origin=3,
    assignee="liqiang",
    first_taker=None,
    partner="weibao",
    status=Status.RESOLVED,
    supporters=CHEN_BO,
    goal="全部换LED",
    criterion="业主代表看过",
    resolve_due=at("2026-04-01 17:30"),
    evaluation="satisfied",
)
ALONE = replace(DECIDED, supporters=())
QUARREL = replace(LAMP, number=4, type="dispute", text="楼上打起来了", tabled_why="word")
SETTLED = replace(DECIDED, number=13, type="dispute", origin=4, goal="双方出钱")

OPEN, UNDER_WAY = Item(case=LAMP), Item(case=LAMP, follow_up=DECIDED)
BROUGHT_UP = {step: step is Step.ASK for step in Step}
DONE = dict.fromkeys(Step, True)
HISTORY = (
    Change(number=3, at=NOW, who="console:liayi", action=Action.SUPPORT, reason="501也不亮，13812345678"),
    Change(number=3, at=NOW, who="wangfang", action=Action.REMARK, reason="等配件"),
)
LISTED = (
    "议题（2件），下次说事日 3月6日15:00，社区会议室：\n"
    "#3 公共照明 金辉华府5栋 · 附议0户 · 问✓ 议 定 办 评\n"
    "#3 公共照明 金辉华府5栋 → #12 4月1日17:30前 · 附议1户 · 问✓ 议✓ 定✓ 办✓ 评✓\n"
    "看一件发 议题 加单号；会上定了发：定 单号 目标 … 期限 … 标准 … 承办 …"
)
BOTH = [(OPEN, BROUGHT_UP), (UNDER_WAY, DONE)]

AGENDA_SENTENCES: tuple[tuple[Callable[..., str], tuple[object, ...], str], ...] = (
    (agenda.agenda, ([], FRIDAY, HALL, NOW), "现在没有议题。下次说事日 3月6日15:00，社区会议室。"),
    (agenda.agenda, (BOTH, FRIDAY, HALL, NOW), LISTED),
    (agenda.before_the_meeting, (BOTH, FRIDAY, HALL, NOW), f"说事日快到了，请先看看。\n{LISTED}"),
    (
        agenda.pack,
        (UNDER_WAY, DONE, HISTORY, NAMES, NOW),
        "议题 #3 公共照明 金辉华府5栋\n"
        "问✓ 议✓ 定✓ 办✓ 评✓\n"
        "为何上会：转来退去没人办；附议1户，照片0张\n"
        "问：5栋楼道灯坏了，找138****5678\n"
        "各方：承办 李强，协办 维保小郭\n"
        "定：全部换LED；标准：业主代表看过；4月1日17:30前\n"
        "办：#12 已办结\n"
        "评：1/2户（满意1）\n"
        "经过：\n"
        "03-02 19:00 居民 附议：某室也不亮，138****5678\n"
        "03-02 19:00 王芳 备注：等配件",
    ),
    (
        agenda.pack,
        (Item(case=QUARREL), BROUGHT_UP, HISTORY, NAMES, NOW),
        "议题 #4 金辉华府5栋\n"
        "问✓ 议 定 办 评\n"
        "为何上会：书记、网格长提出；附议0户，照片0张\n"
        "问：（涉及隐私，会上不念）\n"
        "各方：承办 王芳，首接 王芳\n"
        "定：还没定\n"
        "经过：\n"
        "03-02 19:00 居民 附议\n"
        "03-02 19:00 王芳 备注：等配件",
    ),
    (agenda.photo_of, (OPEN, 1, 2), "议题 #3 照片 1/2"),
    (agenda.tabled, (LAMP, FRIDAY, NOW), "#3 公共照明 金辉华府5栋 已列入议题，3月6日15:00说事日上会。"),
    (
        agenda.tabled_by_itself,
        (LAMP, FRIDAY, NOW),
        "#3 公共照明 金辉华府5栋 转来退去没人办，已列入议题，3月6日15:00说事日上会。不用上会请回：撤议题 3 理由",
    ),
    (agenda.untabled, (LAMP,), "#3 已撤下议题，照常办理。"),
    (
        agenda.decided,
        (UNDER_WAY, DECIDED, WHO, NOW),
        "#3 已定：全部换LED；标准：业主代表看过。新单 #12 派给李强(网格员)，4月1日17:30前办结；反映人和附议1户会收到通知。",
    ),
    (
        agenda.decided,
        (UNDER_WAY, ALONE, WHO, NOW),
        "#3 已定：全部换LED；标准：业主代表看过。新单 #12 派给李强(网格员)，4月1日17:30前办结；反映人会收到通知。",
    ),
    (
        agenda.decided_for_holder,
        (UNDER_WAY, DECIDED, NOW),
        "说事会定的事请您承办：#12 公共照明（议题 #3）金辉华府5栋501室\n"
        "目标：全部换LED；标准：业主代表看过；4月1日17:30前办结\n"
        "接单请回：接单 12",
    ),
    (
        agenda.decided_for_residents,
        ("李阿姨", UNDER_WAY, DECIDED, WHO, NOW, ["陈伯"]),
        "@李阿姨 @陈伯 #3 公共照明 说事会定了：全部换LED，4月1日17:30前办好，由李强(网格员)承办，以后看 #12。",
    ),
    (
        agenda.decided_for_residents,
        ("李阿姨", Item(case=QUARREL, follow_up=SETTLED), SETTLED, WHO, NOW),
        "@李阿姨 #4 已商定办法，会私下跟您说。",
    ),
    (
        agenda.unmerged,
        (LAMP, 2, WHO, 1),
        "#3 已从 #2 拆开，重新派给李强(网格员)；#2 少了1户附议。",
    ),
    (
        agenda.split_off,
        (LAMP, 2, "陈伯", WHO),
        "陈伯说的另立为 #3 公共照明，派给李强(网格员)；不再算 #2 的附议。",
    ),
    (
        agenda.whom_to_split,
        (3, ["陈伯", "珠姐"]),
        "#3 的附议人：陈伯、珠姐。请写名字，例如：拆 3 陈伯",
    ),
)
