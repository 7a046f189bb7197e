"""Every sentence the bot says, as one table: function, arguments, expected text."""

from collections.abc import Callable
from dataclasses import replace

from bot.channels.status import Span, State
from bot.replies import accounts, answers, binding, rooms, several, tallies, to_residents, to_staff
from dispatch.cases import Action, Case, Change, Status, Supporter
from dispatch.errors import Refusal, Why
from dispatch.tallies import Hotspot, tally
from tests.bot.agenda_sentences import AGENDA_SENTENCES
from tests.bot.duty_sentences import DUTY_SENTENCES
from tests.dispatch.builders import at, case, place

NOW = at("2026-03-02 19:00")  # a Monday
SOON, TOMORROW, LATER = at("2026-03-02 19:30"), at("2026-03-03 09:00"), at("2026-11-26 17:30")

LIFT = case(
    number=3,
    type_code="lift",
    priority=2,
    place=place("3", "2", room="501"),
    accept_due=SOON,
    resolve_due=LATER,
    assigned_at=NOW,
    solution="换了主板，13812345678",
    evaluation="satisfied",
    reopened=1,
    supporters=(
        Supporter(contact="console:chenbo", name="陈伯"),
        Supporter(contact="console:zhujie", name="珠姐"),
    ),
    pictures=("a.jpg",),
)
CARE = case(number=4, type_code="care", accept_due=SOON, resolve_due=LATER, solution="已送医")
FIRE = case(number=5, type_code="fire", priority=1, place=place("2"), text="着火了")
DOUBTFUL = case(number=6, type_code="facility", text="又坏了", doubtful=True)
WHO = "王芳(网格员)"
GUO = "维保小郭"
OFFLINE = Span(start=at("2026-03-02 10:02"), end=at("2026-03-02 11:40"))
OVERNIGHT = Span(start=at("2026-03-02 23:00"), end=at("2026-03-03 01:30"))
EARLY = Span(start=at("2026-03-03 05:00"), end=at("2026-03-03 05:20"))


def with_status(status: Status, about: Case = LIFT) -> Case:
    return replace(about, status=status)


ASSIGNED, ACCEPTED = with_status(Status.ASSIGNED), with_status(Status.ACCEPTED)
AIMED = replace(ACCEPTED, goal="电梯恢复正常运行", criterion="来回试梯三次无故障")
RESOLVED, CLOSED = with_status(Status.RESOLVED), with_status(Status.CLOSED)
PARKED = replace(with_status(Status.PARKED), review_on=at("2026-04-01 17:30"))
WISHED = replace(ACCEPTED, wished_until=at("2026-12-01 17:30"), wish="等配件")
HISTORY = (
    Change(number=3, at=NOW, who="console:li-ayi", action=Action.REPORT),
    Change(number=3, at=SOON, who="wangfang", action=Action.REMARK, reason="等配件"),
)

Sentence = tuple[Callable[..., str], tuple[object, ...], str]

TO_RESIDENTS: tuple[Sentence, ...] = (
    (
        to_residents.receipt,
        ("李阿姨", [ASSIGNED], WHO, NOW),
        "@李阿姨 已登记 #3 电梯故障，王芳(网格员)会在今天19:30前回应。",
    ),
    (
        to_residents.receipt,
        ("李阿姨", [ASSIGNED, CARE], WHO, NOW),
        "@李阿姨 已登记 #3 电梯故障、#4，王芳(网格员)会在今天19:30前回应。",
    ),
    (to_residents.receipt, ("李阿姨", [CARE], WHO, NOW), "@李阿姨 收到，已登记 #4，网格员会私下联系您。"),
    (
        to_residents.late_receipt,
        ("李阿姨", "#3 电梯故障", WHO),
        "@李阿姨 已登记 #3 电梯故障，已转给王芳(网格员)。",
    ),
    (
        to_residents.joined,
        ("陈伯", ACCEPTED),
        "@陈伯 这件事已有人报：#3 电梯故障（已接单），已算您一份附议。",
    ),
    (to_residents.merged_receipts, (["#1 噪声", "#4"],), "已登记 #1 噪声、#4，都已转给值班网格员。"),
    (
        to_residents.safety,
        ("火警先打119。", FIRE),
        "火警先打119。\n已登记 #5，已同时通知值班网格员和网格长。我是机器人，不能代您拨打电话。",
    ),
    (to_residents.ask_place, ("李阿姨", ["lift"], 1), "@李阿姨 电梯故障在几栋几单元，或者哪个位置？"),
    (
        to_residents.ask_place,
        ("李阿姨", ["lift", "light"], 1),
        "@李阿姨 电梯故障、公共照明在几栋几单元，或者哪个位置？",
    ),
    (to_residents.ask_place, ("李阿姨", ["dispute"], 1), "@李阿姨 这件事在几栋几单元，或者哪个位置？"),
    (to_residents.ask_place, ("李阿姨", ["lift"], 2), "@李阿姨 还差位置：请说几栋几单元，或者哪个公共位置。"),
    (to_residents.ask_problem, ("李阿姨",), "@李阿姨 请问是什么问题，在哪里？"),
    (to_residents.ask_register, ("李阿姨",), "@李阿姨 要登记给网格员吗？回 1"),
    (to_residents.ask_compound, ("李阿姨",), "@李阿姨 请问是哪个小区、几栋几单元？"),
    (to_residents.not_registered, (), "好的，不登记。"),
    (
        to_residents.ask_evaluation,
        ("李阿姨", RESOLVED),
        "@李阿姨 #3 电梯故障 已办结：换了主板，138****5678。解决了吗？回 满意 / 基本满意 / 没解决",
    ),
    (
        to_residents.ask_evaluation,
        ("李阿姨", CARE),
        "@李阿姨 #4 已办结。解决了吗？回 满意 / 基本满意 / 没解决",
    ),
    (
        to_residents.remind_evaluation,
        ("李阿姨", RESOLVED),
        "@李阿姨 #3 电梯故障 还等您一句：满意 / 基本满意 / 没解决（不回复明天自动结案）",
    ),
    (
        to_residents.ask_evaluation,
        ("李阿姨", CARE, ["陈伯", "珠姐"]),
        "@李阿姨 #4 已办结。解决了吗？回 满意 / 基本满意 / 没解决（附议的 @陈伯 @珠姐 也请看看）",
    ),
    (to_residents.evaluated, ("李阿姨", CLOSED), "@李阿姨 谢谢，#3 已结案。"),
    (to_residents.reopened, ("李阿姨", ACCEPTED, WHO), "@李阿姨 明白，#3 已重开，王芳(网格员)会再来处理。"),
    (to_residents.withdrawn, ("李阿姨", [3, 4]), "@李阿姨 好的，#3、#4 已撤销。"),
    (
        to_residents.withdrawal_with_supporters,
        ("李阿姨", LIFT),
        "@李阿姨 #3 还有邻居附议，先不撤，您的话已转告网格员。",
    ),
    (to_residents.withdrawal_passed_on, ("李阿姨", ACCEPTED), "@李阿姨 #3 已有人接单，您的话已转告网格员。"),
    (to_residents.urged, ("李阿姨", ACCEPTED, WHO), "@李阿姨 已催 王芳(网格员)：#3 电梯故障。"),
    (answers.progress, (ASSIGNED, NOW, WHO), "#3 电梯故障：已派单，等王芳(网格员)接单，今天19:30前回应。"),
    (answers.progress, (ACCEPTED, NOW, WHO), "#3 电梯故障：王芳(网格员)已接单，11月26日17:30前办结。"),
    (answers.progress, (RESOLVED, NOW, WHO), "#3 电梯故障：已办结，等您评价（满意 / 基本满意 / 没解决）。"),
    (
        answers.progress,
        (PARKED, NOW, WHO),
        "#3 电梯故障：一时办不了，先挂账，4月1日17:30再办。",
    ),
    (
        answers.progress,
        (replace(with_status(Status.MERGED), merged_into=1), NOW, WHO),
        "#3 电梯故障：已并到 #1 一起办。",
    ),
    (answers.progress, (CLOSED, NOW, WHO), "#3 电梯故障：已结案。"),
    (answers.no_case_of_yours, (), "您现在没有在办的诉求。"),
    (answers.unknown_to_resident, (3,), "没有找到您的 #3；发 进度 可看您自己的诉求。"),
    (
        to_residents.already_urged,
        ("李阿姨", replace(ACCEPTED, accepted_at=NOW), WHO, NOW, TOMORROW, NOW),
        "@李阿姨 #3 电梯故障 今天19:00已催过，王芳(网格员)今天19:00已接单，11月26日17:30前办结，明天09:00后可以再催。",
    ),
    (
        to_residents.already_urged,
        ("李阿姨", ASSIGNED, WHO, NOW, TOMORROW, NOW),
        "@李阿姨 #3 电梯故障 今天19:00已催过，等王芳(网格员)接单，今天19:30前回应，明天09:00后可以再催。",
    ),
    (
        to_residents.ask_evaluation,
        ("李阿姨", CARE, ["陈伯", "珠姐"], 3),
        "@李阿姨 #4 已办结。解决了吗？回 满意 / 基本满意 / 没解决（附议的 @陈伯 @珠姐 等5户 也请看看）",
    ),
    (
        to_residents.tell_supporter,
        ("陈伯", CLOSED),
        "@陈伯 您附议的 #3 电梯故障 已办结：换了主板，138****5678。还没解决请回：没解决 3",
    ),
    (to_residents.tell_supporter, ("陈伯", CARE), "@陈伯 您附议的 #4 已办结。还没解决请回：没解决 4"),
    (
        to_residents.evaluated_mostly,
        ("李阿姨", CLOSED, WHO, True),
        "@李阿姨 谢谢，#3 已结案。您说的已转告王芳(网格员)。",
    ),
    (
        to_residents.evaluated_mostly,
        ("李阿姨", CLOSED, WHO, False),
        "@李阿姨 谢谢，#3 已结案。哪里还不够好？愿意的话说一句。",
    ),
    (
        to_residents.reopened,
        ("李阿姨", ACCEPTED, WHO, False),
        "@李阿姨 明白，#3 已重开，王芳(网格员)会再来处理。哪里还没好？说一句就行。",
    ),
    (to_residents.privately, ("李阿姨", CARE), "@李阿姨 #4 已私下联系您。"),
    (
        to_residents.look_first,
        ("李阿姨", RESOLVED),
        "@李阿姨 好的。#3 电梯故障 解决了没有，看过回一声：满意 / 基本满意 / 没解决",
    ),
    (
        to_residents.which_one,
        ("李阿姨", [RESOLVED, CARE], "满意"),
        "@李阿姨 您说的是哪一件？#3 电梯故障、#4。请带上单号，例如：满意 3",
    ),
    (to_residents.is_it_this, ("李阿姨", CLOSED), "@李阿姨 您是说 #3 电梯故障 没修好吗？是的话回：没解决 3"),
    (to_residents.supplemented, ("李阿姨", ACCEPTED), "@李阿姨 已补充到 #3 电梯故障。"),
    (to_residents.reason_noted, ("李阿姨", CLOSED, WHO), "@李阿姨 记下了，已转告王芳(网格员)。"),
    (
        to_residents.voice_noted,
        ("陈伯", CLOSED, WHO),
        "@陈伯 记下了，#3 您说没解决，已转告王芳(网格员)。",
    ),
    (
        to_residents.too_late_to_reopen,
        ("李阿姨", CLOSED, 7),
        "@李阿姨 #3 结案已过7天，不能重开。要重新登记一件吗？回 1",
    ),
    (
        to_residents.reopened_by_neighbours,
        ("李阿姨", ACCEPTED, WHO),
        "@李阿姨 邻居说 #3 电梯故障 还没解决，已重开，王芳(网格员)会再来处理。",
    ),
    (
        to_residents.tell_supporter,
        ("陈伯 @珠姐", CARE, 3),
        "@陈伯 @珠姐 等5户，您附议的 #4 已办结。还没解决请回：没解决 4",
    ),
    (to_staff.resolved_unasked, (CARE,), "已记办结 #4 关爱帮扶。不请当事人打分，请过两天再去看看。"),
    (to_staff.reason_told, (LIFT, "还是卡"), "#3 电梯故障 居民说哪里没好：还是卡"),
    (to_staff.supporter_judges, (LIFT, "陈伯", "还是卡"), "#3 电梯故障 附议人陈伯说没解决：还是卡"),
    (to_staff.supporter_judges, (LIFT, "陈伯", ""), "#3 电梯故障 附议人陈伯说没解决"),
    (
        to_staff.reopened_by_supporters,
        (LIFT, ["陈伯", "珠姐"]),
        "#3 电梯故障 重开（第1次），反映人没有回音，附议人陈伯、珠姐都说没解决\n金辉华府3栋2单元501室",
    ),
    (
        answers.supported_progress,
        (ACCEPTED, NOW, WHO),
        "#3 电梯故障（您附议）：王芳(网格员)已接单，11月26日17:30前办结。",
    ),
    (
        answers.supported_progress,
        (RESOLVED, NOW, WHO),
        "#3 电梯故障（您附议）：已办结；没解决请回 没解决 3。",
    ),
    (to_residents.voice_not_heard, ("李阿姨",), "@李阿姨 语音我听不了，请打几个字：什么问题，在几栋几单元？"),
    (to_residents.picture_refused, ("李阿姨",), "@李阿姨 这张图打不开，请换一张照片再发。"),
    (
        answers.help_for_residents,
        (),
        "我是小格，本小区的登记机器人。直接说事就行，比如：3栋2单元电梯坏了。\n"
        "口令：进度（看您的诉求）· 值班（今天谁值班）· 撤销 · 满意 / 没解决 · 隐私 · 帮助\n"
        "火警119 报警110 急救120，紧急情况请先打电话。",
    ),
    (
        answers.help_in_group,
        (),
        "有事直接说（什么问题、几栋几单元）；@我 进度 看进展，@我 值班 看谁值班。紧急请先打119/110/120。",
    ),
    (
        answers.privacy,
        (),
        "隐私：我只保存登记成工单的话和照片，闲聊不保存；群里不说姓名住址电话；"
        "工作人员说我听错、漏听的那句话，打码后留在本地作例子，可以删；"
        "完整信息只给承办人。我是机器人，不代替119/110/120。",
    ),
)

TO_STAFF: tuple[Sentence, ...] = (
    (
        to_staff.task,
        (ASSIGNED, NOW),
        "新工单 #3 电梯故障（2级）\n金辉华府3栋2单元501室\n李阿姨：电梯坏了\n请在今天19:30前接单，回：接单 3",
    ),
    (
        to_staff.task_again,
        (ASSIGNED, NOW),
        "还没有人接 #3 电梯故障，金辉华府3栋2单元501室，今天19:30前须接单。回：接单 3",
    ),
    (
        to_staff.climbed,
        (ASSIGNED, NOW, 2),
        "#3 电梯故障 无人接单，上报到网格长\n金辉华府3栋2单元501室\n李阿姨：电梯坏了\n回：接单 3",
    ),
    (
        to_staff.alarm,
        (FIRE, False),
        "【紧急】#5 火情\n金辉华府2栋\n李阿姨：着火了\n请立即处置并回：接单 5（未确认前每3分钟再提醒）",
    ),
    (
        to_staff.alarm,
        (FIRE, True),
        "【紧急 再次提醒】#5 火情\n金辉华府2栋\n李阿姨：着火了\n请立即处置并回：接单 5（未确认前每3分钟再提醒）",
    ),
    (
        to_staff.transferred,
        (ASSIGNED, WHO, "他有钥匙", NOW),
        "王芳(网格员)转办给您 #3 电梯故障：他有钥匙\n金辉华府3栋2单元501室\n李阿姨：电梯坏了\n"
        "请在今天19:30前接单，回：接单 3",
    ),
    (
        to_staff.handed_over,
        (replace(ACCEPTED, partner_due=SOON), WHO, "", NOW),
        "王芳(网格员)请您协办 #3 电梯故障\n金辉华府3栋2单元501室\n李阿姨：电梯坏了\n"
        "请在今天19:30前回：接单 3；办好请回：办结 3 做了什么",
    ),
    (
        to_staff.joined_in,
        (replace(ACCEPTED, partner_due=SOON), NOW),
        "已接单 #3 电梯故障（协办），请在今天19:30前到场。办好请回：办结 3 做了什么",
    ),
    (to_staff.joined_in, (ACCEPTED, NOW), "已接单 #3 电梯故障（协办）。办好请回：办结 3 做了什么"),
    (to_staff.partner_joined, (ACCEPTED, GUO), "#3 电梯故障 维保小郭已接协办，承办人仍是您。"),
    (to_staff.helped, (ACCEPTED, WHO), "已记下 #3 电梯故障 协办办好，等王芳(网格员)确认。"),
    (
        to_staff.partner_helped,
        (replace(ACCEPTED, partner_did="换了门刀"), GUO),
        "#3 电梯故障 维保小郭说办好了：换了门刀\n"
        "看过没问题请回：办结 3；没办好请回：转办 3 维保小郭 还差什么",
    ),
    (
        to_staff.partner_silent,
        (ACCEPTED, GUO),
        "#3 电梯故障 维保小郭还没接协办，金辉华府3栋2单元501室。请催一下，或自己处理、另请别人：转办 3 姓名",
    ),
    (
        to_staff.partner_silent,
        (replace(ACCEPTED, partner_joined_at=NOW), GUO),
        "#3 电梯故障 维保小郭接了协办还没到场，金辉华府3栋2单元501室。"
        "请催一下，或自己处理、另请别人：转办 3 姓名",
    ),
    (to_staff.partner_waited_for, (ACCEPTED,), "请您协办的 #3 电梯故障 还等您一句：接单 3"),
    (
        to_staff.partner_waited_for,
        (replace(ACCEPTED, partner_joined_at=NOW),),
        "请您协办的 #3 电梯故障 还等您一句：到场 3",
    ),
    (
        to_staff.returned,
        (ASSIGNED, WHO, "不是我网格"),
        "王芳(网格员)退回 #3 电梯故障：不是我网格\n金辉华府3栋2单元501室\n李阿姨：电梯坏了\n"
        "请接单或转办：接单 3 / 转办 3 姓名",
    ),
    (
        to_staff.accepted,
        (AIMED, NOW),
        "已接单 #3 电梯故障。\n目标：电梯恢复正常运行\n时限：11月26日17:30前\n标准：来回试梯三次无故障\n"
        "到了回 到场 3，办好回 办结 3 做了什么",
    ),
    (
        to_staff.accepted,
        (replace(FIRE, goal="火灭，人员安全", criterion="现场无火无烟"), NOW),
        "已接单 #5 火情。\n目标：火灭，人员安全\n时限：处置到险情解除\n标准：现场无火无烟\n"
        "到了回 到场 5，办好回 办结 5 做了什么",
    ),
    (
        to_staff.aims,
        (AIMED, NOW),
        "目标：电梯恢复正常运行\n时限：11月26日17:30前\n标准：来回试梯三次无故障",
    ),
    (
        to_staff.aimed,
        (replace(AIMED, goal="先修好2单元"), NOW),
        "#3 电梯故障 三清已改：\n目标：先修好2单元\n时限：11月26日17:30前\n标准：来回试梯三次无故障",
    ),
    (to_staff.taken_by, (ACCEPTED, WHO), "#3 电梯故障 已由王芳(网格员)接单。"),
    (to_staff.already_yours, (3,), "#3 已经在您手上了。"),
    (to_staff.arrived, (ACCEPTED,), "已记到场 #3 电梯故障。办好回：办结 3 做了什么（可带照片）"),
    (to_staff.resolved, (RESOLVED,), "已记办结 #3 电梯故障，正在请李阿姨评价。"),
    (
        to_staff.transfer_done,
        (ASSIGNED, "李强(网格员)", WHO),
        "#3 电梯故障 已转给李强(网格员)，对方接单前仍由王芳(网格员)负责。",
    ),
    (
        to_staff.hand_over_done,
        (ACCEPTED, "物业小翁(物业管家)"),
        "#3 电梯故障 已请物业小翁(物业管家)协办，承办人不变。",
    ),
    (to_staff.return_done, (ASSIGNED, "陈杰(网格长)"), "#3 电梯故障 已退回给陈杰(网格长)。"),
    (to_staff.rejected, (DOUBTFUL,), "#6 已记为不是诉求，结束。"),
    (to_staff.retyped, (LIFT,), "#3 已改为 电梯故障（2级）。"),
    (to_staff.remarked, (LIFT,), "已备注 #3 电梯故障。"),
    (to_staff.attached, (LIFT,), "照片已存到 #3 电梯故障。"),
    (to_staff.parked, (PARKED,), "#3 电梯故障 已挂账，2026-04-01 到期自动回来。"),
    (to_staff.extended, (ACCEPTED, NOW), "#3 电梯故障 已延期到11月26日17:30前。"),
    (to_staff.merged, (replace(DOUBTFUL, merged_into=3),), "#6 已并到 #3，反映人算附议。"),
    (to_staff.nudged, (ACCEPTED, WHO), "已催王芳(网格员)：#3 电梯故障。"),
    (
        to_staff.nudge,
        (ACCEPTED, "陈杰(网格长)", NOW),
        "催办（陈杰(网格长)）：#3 电梯故障 金辉华府3栋2单元501室，11月26日17:30前办结。",
    ),
    (to_staff.supervised, (ACCEPTED, [WHO]), "已督办 #3 电梯故障，已通知王芳(网格员)。"),
    (
        to_staff.moved_by,
        (ASSIGNED, "林书记", "李强(网格员)"),
        "#3 电梯故障 已由林书记转给李强(网格员)，对方接单前仍由您负责。",
    ),
    (to_staff.resolved_by, (CARE, "李强(网格员)"), "#4 关爱帮扶 已由李强(网格员)办结：已送医"),
    (
        to_staff.extension_wanted,
        (WISHED, WHO),
        "王芳(网格员)申请 #3 电梯故障 延期到2026-12-01：等配件\n同意请回：同意 3；不同意请回：不同意 3 理由",
    ),
    (
        to_staff.extension_asked,
        (WISHED, "陈杰(网格长)"),
        "已请陈杰(网格长)批准 #3 电梯故障 延期到2026-12-01，批准前时限不变。",
    ),
    (
        to_staff.extended_by,
        (ACCEPTED, "陈杰(网格长)", NOW),
        "陈杰(网格长)同意 #3 电梯故障 延期到11月26日17:30前。",
    ),
    (to_staff.declined, (ACCEPTED,), "#3 电梯故障 不延期，已告诉承办人。"),
    (
        to_staff.declined_for_holder,
        (ACCEPTED, "陈杰(网格长)", "居民等不了", NOW),
        "陈杰(网格长)不同意 #3 电梯故障 延期：居民等不了。仍要11月26日17:30前办结",
    ),
    (
        to_staff.supervision,
        (ACCEPTED, "林书记(书记)", "今天去看", NOW),
        "督办（林书记(书记)）：今天去看\n#3 电梯故障 金辉华府3栋2单元501室，11月26日17:30前办结，请回进展。",
    ),
    (to_staff.closed_for_handler, (CLOSED, "满意"), "#3 电梯故障 居民评价：满意，已结案。"),
    (
        to_staff.closed_for_handler,
        (CLOSED, "满意，谢谢"),
        "#3 电梯故障 居民评价：满意（满意，谢谢），已结案。",
    ),
    (
        to_staff.told_to_the_street,
        (ASSIGNED,),
        "#3 电梯故障 金辉华府3栋2单元 一直没有人接，上报到街道。看经过发 详情 3，督办发 督办 3 要求",
    ),
    (
        to_staff.told_to_the_street,
        (replace(ACCEPTED, accepted_at=NOW),),
        "#3 电梯故障 金辉华府3栋2单元 办结超时，上报到街道。看经过发 详情 3，督办发 督办 3 要求",
    ),
    (
        to_staff.to_verify,
        (replace(RESOLVED, solution="换了主板"),),
        "#3 电梯故障 说办好了，居民没有回话，请核查：金辉华府3栋2单元501室，换了主板\n办好了回 属实 3，没办好回 不属实 3 原因",
    ),
    (to_staff.verified, (RESOLVED,), "#3 核查属实，已记下；居民仍可评价。"),
    (to_staff.refuted, (ACCEPTED, WHO), "#3 已退给王芳(网格员)再办。"),
    (
        to_staff.refuted_for_handler,
        (ACCEPTED, "陈杰(网格长)", "还停在5楼"),
        "陈杰(网格长)核查 #3 电梯故障 不属实：还停在5楼。请再去办，办好回 办结 3 做了什么",
    ),
    (
        to_staff.silently_closed,
        (replace(CLOSED, verified_by="chenjie"),),
        "#3 电梯故障 48小时没有评价，核查过，已静默结案（7天内居民仍可重开）。",
    ),
    (to_staff.silently_closed, (CLOSED,), "#3 电梯故障 48小时没有评价，已静默结案（7天内居民仍可重开）。"),
    (
        to_staff.reopened_for_handler,
        (ACCEPTED, "又停了"),
        "#3 电梯故障 重开（第1次），居民说：又停了\n金辉华府3栋2单元501室",
    ),
    (
        to_staff.reopened_for_handler,
        (ACCEPTED, ""),
        "#3 电梯故障 重开（第1次），居民说没解决\n金辉华府3栋2单元501室",
    ),
    (to_staff.withdrawn_for_handler, (LIFT,), "#3 电梯故障 反映人已撤销，不用处理了。"),
    (to_staff.reporter_says, (LIFT, "李阿姨", "是左边那台"), "#3 电梯故障 李阿姨补充：是左边那台"),
    (to_staff.many_supporters, (LIFT,), "#3 电梯故障 已有2户附议，金辉华府3栋2单元501室"),
    (
        to_staff.urged_by_resident,
        (ACCEPTED, "李阿姨", NOW),
        "李阿姨在催：#3 电梯故障 金辉华府3栋2单元501室，11月26日17:30前办结。",
    ),
    (to_staff.not_first_answered, (ACCEPTED,), "#3 电梯故障 到了首次答复时限，到现场请回：到场 3"),
    (to_staff.triage_waits, (DOUBTFUL,), "疑似 #6 还没确认：又坏了\n是诉求回 接单 6，不是回 不是诉求 6"),
    (
        to_staff.overdue,
        (ACCEPTED,),
        "#3 电梯故障 已超办结时限，金辉华府3栋2单元501室。办好回 办结 3，需要时间请网格长延期",
    ),
    (
        to_staff.still_open,
        (ACCEPTED,),
        "#3 电梯故障 还没办结，金辉华府3栋2单元501室。办好回 办结 3 做了什么，还在处理请回 备注 3 进展",
    ),
    (to_staff.brief_task, (LIFT,), "#3 电梯故障 还没有人接，金辉华府3栋2单元501室"),
    (to_staff.brief_first, (ACCEPTED,), "#3 电梯故障 到了首次答复时限"),
    (to_staff.brief_triage, (DOUBTFUL,), "疑似 #6 还没确认：又坏了"),
    (to_staff.brief_overdue, (ACCEPTED,), "#3 电梯故障 已超办结时限，金辉华府3栋2单元501室"),
    (to_staff.brief_partner, (ACCEPTED,), "#3 电梯故障 协办还没有回应"),
    (to_staff.brief_open, (FIRE,), "#5 火情 还没办结，金辉华府2栋"),
    (
        to_staff.several_reminders,
        (("#3 电梯故障 已超办结时限", "#5 火情 还没办结"),),
        "2件要跟进：\n#3 电梯故障 已超办结时限\n#5 火情 还没办结\n回：接单 / 到场 / 办结 加单号",
    ),
    (
        to_staff.several_reminders,
        (tuple(f"#{number}" for number in range(1, 18)),),
        "17件要跟进：\n"
        + "\n".join(f"#{n}" for n in range(1, 16))
        + "\n……还有2件，回 我的 看全部\n回：接单 / 到场 / 办结 加单号",
    ),
    (to_staff.review, (ACCEPTED,), "挂账到期：#3 电梯故障 已回到您手上，金辉华府3栋2单元501室"),
    (to_staff.ask_photo, (3,), "#3 请发一张办好后的照片；拍不了请回原因，例如：无照片 住户不让拍"),
    (to_staff.resumed, (ACCEPTED, NOW), "#3 电梯故障 已恢复办理，11月26日17:30前办结。"),
    (to_staff.ask_proof, (3,), "#3 请用一句话说做了什么，或者发一张照片。"),
    (to_staff.missed, ("light",), "已记下这句漏报（公共照明），只用来改进词库，没有立案。"),
    (to_staff.missed, (None,), "已记下这句漏报，只用来改进词库，没有立案。"),
    (
        to_staff.ask_missed,
        (),
        "请写上居民的原话再发一次，例如：漏报 3栋灯不亮 照明（或引用那句话回 漏报）",
    ),
    (
        several.ask_which,
        ("接单", [FIRE, LIFT], False),
        "接单哪一件？请回单号，或说是哪里的：\n#5 火情 金辉华府2栋\n#3 电梯故障 金辉华府3栋2单元",
    ),
    (
        several.pick_instead,
        ("没有找到 #9，或者不归您办。", [ASSIGNED, FIRE], True),
        "没有找到 #9，或者不归您办。\n是哪一件？回序号：\n1. #3 电梯故障 金辉华府3栋2单元\n2. #5 火情 金辉华府2栋",
    ),
    (
        several.pick_instead,
        ("没有找到 #9，或者不归您办。", [ASSIGNED], False),
        "没有找到 #9，或者不归您办。\n是这件吗？回单号：\n#3 电梯故障 金辉华府3栋2单元",
    ),
    (several.not_yours, (9,), "没有找到 #9，或者不归您办。"),
    (several.in_other_hands, (ACCEPTED, WHO), "#3 电梯故障 在王芳(网格员)手上，这一步不由您来做。"),
    (several.not_on_the_list, (True,), "列表里没有这一件；请回序号，或说是哪里的。"),
    (several.not_on_the_list, (False,), "列表里没有这一件；请回单号，或说是哪里的。"),
    (
        several.all_accepted,
        ([ACCEPTED, FIRE], NOW),
        "好，#3 #5 都归您。\n#3 电梯故障 11月26日17:30前办结\n#5 火情 处置到险情解除\n到了回 到场 单号，办好回 办结 单号 做了什么",
    ),
    (
        several.as_one,
        (
            [
                ("#3 电梯故障", "已记到场 #3 电梯故障。办好回：办结 3 做了什么"),
                ("#5 火情", "已记到场 #5 火情。办好回：办结 5 做了什么"),
            ],
        ),
        "已记到场 #3 电梯故障、#5 火情。办好回：办结 单号 做了什么",
    ),
    (
        several.as_one,
        ([("#3", "#3 已经在您手上了。"), ("", "没找到这个人。")],),
        "#3 已经在您手上了。\n没找到这个人。",
    ),
    (
        several.ask_which,
        ("接单", [ASSIGNED, FIRE], True),
        "接单哪一件？回序号，或说是哪里的：\n1. #3 电梯故障 金辉华府3栋2单元\n2. #5 火情 金辉华府2栋",
    ),
    (answers.listed, ("待办", [], NOW, {}), "待办：没有。"),
    (
        answers.listed,
        ("待办", [ASSIGNED, DOUBTFUL], TOMORROW, {3: WHO}),
        "待办（2件）\n#3 电梯故障 金辉华府3栋2单元 已派单，已超时 王芳(网格员)\n疑似 #6 公共设施 金辉华府3栋2单元 已受理",
    ),
    (
        answers.listed,
        ("挂账", [PARKED] * 16, NOW, {}),
        "挂账（16件）\n" + "#3 电梯故障 金辉华府3栋2单元 挂账\n" * 15 + "……还有1件",
    ),
    (
        answers.detail,
        (ACCEPTED, HISTORY, NOW, {"wangfang": "王芳", "console:li-ayi": "李阿姨"}),
        "#3 电梯故障（2级，已接单）\n金辉华府3栋2单元501室\n李阿姨：电梯坏了\n附议2户，照片1张，11月26日17:30前办结\n"
        "03-02 19:00 李阿姨 上报\n03-02 19:30 王芳 备注：等配件",
    ),
    (
        answers.help_for_staff,
        (),
        "口令（单号可省，只有一件时）：\n接单 3 · 到场 3 · 办结 3 换了主板（可带照片）\n"
        "转办 3 李强 他有钥匙 · 退回 3 不是我网格 · 改类 3 电梯 · 目标 3 … · 标准 3 …\n"
        "挂账 3 2026-04-01 维修基金 · 延期 3 明天 等配件 · 并 5 到 3\n"
        "拆 5（从并案里拆开）· 催办 3 · 备注 3 … · 不是诉求 3 · 漏报 居民原话 照明 · 我的 · 详情 3\n"
        "值班 · 值班表 [下周] · 换班 3月5日 李强 · 请假 3月5日到7日 李强顶班 · 顶班 3月5日 · 同意 / 不同意",
    ),
    (
        answers.help_for_leads,
        (),
        answers.help_for_staff()
        + "\n周报 [上周|本周|日期] · 日报 · 统计 电梯 30天 · 热点 · 待办 · 超期 · 挂账 · 同意 3 · 不同意 3 理由 · 督办 3 …"
        " · 属实 3 · 不属实 3 原因 · 查岗 · 请假 王芳 3月5日 · 进度 3"
        "\n议题 [3] · 撤议题 3 理由 · 定 3 目标 … 期限 4月1日 标准 … 承办 李强",
    ),
    (answers.not_yet, ("走访",), "“走访”我听懂了，但这个版本还办不了。"),
    (
        answers.not_understood,
        (),
        "我是小格，登记机器人。有事直接说：什么问题、几栋几单元；发 帮助 看怎么用。",
    ),
    (answers.not_understood_of_staff, (), "没看懂。发 我的 看您的工单，或发 帮助 看口令。"),
    (answers.you_are_welcome, (), "不客气，有事随时说。"),
    (
        answers.help_for_partners,
        (),
        "口令（单号可省，只有一件时）：\n接单 3 · 到场 3 · 办结 3 做了什么（可带照片）· 备注 3 … · 我的 · 详情 3",
    ),
    (to_residents.in_private, ("李阿姨",), "@李阿姨 收到，网格员会私下联系您。"),
    (to_residents.noted, (DOUBTFUL,), "已记下 #6，网格员会先跟您核实。"),
)

QUIET = tally([], NOW, LATER, NOW)
BUSY = replace(
    QUIET,
    received=5,
    supporters=2,
    resolved=3,
    confirmed=2,
    silent=1,
    unsolved=2,
    overdue=1,
    reopened=1,
    urgent=(ACCEPTED,),
)
SPOT = Hotspot(type="lift", compound="金辉华府", building="3", cases=2, supporters=2, unsolved=1)
ABOUT_COUNTS: tuple[Sentence, ...] = (
    (
        tallies.daily,
        ("玉融社区", BUSY, NOW),
        "【日报】玉融社区 3月2日（周一）\n受理5，附议2\n已办结3（居民确认2，静默1），未办结2\n超时1，重开1\n"
        "紧急和急件：\n#3 电梯故障 金辉华府3栋2单元 已接单",
    ),
    (tallies.daily, ("玉融社区", QUIET, NOW), "【日报】玉融社区 3月2日（周一）\n没有新诉求。"),
    (
        tallies.counted,
        ("电梯故障", "玉融一网格", 30, replace(BUSY, urgent=())),
        "【统计】玉融一网格 电梯故障 近30天\n受理5，附议2\n已办结3（居民确认2，静默1），未办结2\n超时1，重开1",
    ),
    (tallies.count_usage, (), "请写类别和天数，例如：统计 电梯 30天"),
    (
        tallies.hot,
        ("玉融社区", 30, [SPOT]),
        "【热点】玉融社区 近30天\n金辉华府3栋 电梯故障：2件，附议2户，未办结1",
    ),
    (tallies.hot, ("玉融社区", 7, []), "【热点】玉融社区 近7天：没有重复反映的地方。"),
)
ABOUT_BINDING: tuple[Sentence, ...] = (
    (binding.only_in_private, (), "请私聊我办；验证码在群里说过就作废了，请找管理员再要一个。"),
    (binding.bound, (WHO,), "已绑定：您是王芳(网格员)。发 帮助 看口令，解绑 可取消。"),
    (binding.unbound, (), "已解绑，工单不再发到这里。"),
    (binding.nothing_bound, (), "这里没有用验证码绑定过。"),
)
ABOUT_ROOMS: tuple[Sentence, ...] = (
    (
        rooms.introduction,
        ("小格",),
        "大家好，我是小格，本小区的登记机器人。小区里的事直接说（什么问题、几栋几单元），我登记给网格员。\n"
        "隐私：只保存登记成工单的话和照片，闲聊不保存；群里不说姓名、房号、电话。@我 隐私 看全文。\n"
        "紧急请先打119/110/120，我不能代打。",
    ),
    (
        rooms.welcome,
        ("小格",),
        "欢迎新邻居。我是登记机器人小格，小区里的事直接说就行；只保存登记成工单的话，@我 隐私 看说明。",
    ),
    (rooms.bound, ("金辉华府",), "本群已绑定金辉华府。"),
    (
        rooms.invited,
        (1, "有人", "金辉业主群"),
        "有人邀请我进群“金辉业主群”。同意请回：进群 1，不同意请回：不进群 1",
    ),
    (rooms.admitted, ("金辉业主群",), "好的，进群“金辉业主群”。"),
    (rooms.declined, ("金辉业主群",), "好的，不进群“金辉业主群”。"),
    (
        rooms.strange,
        ("同学群",),
        "我进了群“同学群”，还不知道是哪个小区，先不说话。请在群里发：绑定小区 小区名",
    ),
    (rooms.removed, ("同学群",), "我被移出了群“同学群”，那里的诉求收不到了。"),
    (
        rooms.renamed,
        ("旧名", "新名", "金辉华府"),
        "群“旧名”改名为“新名”，仍按金辉华府处理；不对请在群里发：绑定小区 小区名",
    ),
    (rooms.only_in_a_group, (), "请到要绑定的群里发：绑定小区 小区名"),
)
REFUSALS: tuple[Sentence, ...] = tuple(
    (answers.refused, (Refusal(code=code, number=number, detail=detail),), expected)
    for code, number, detail, expected in (
        (Why.UNKNOWN_CASE, 3, "", "没有找到 #3，或者不归您办；发 我的 看您的工单。"),
        (Why.WRONG_STATUS, 3, Status.CLOSED, "#3 现在是已结案，这一步做不了：七天内居民回 没解决 可以重开。"),
        (Why.NOT_ALLOWED, 3, Action.EXTEND, "#3 这一步要由网格长或书记来做。"),
        (Why.NEEDS_REASON, 3, "", "#3 请写上原因再发一次。"),
        (Why.NEEDS_PROOF, 3, "", "#3 请用一句话说做了什么，或者发一张照片。"),
        (Why.NEEDS_PHOTO, 3, "", "#3 请发一张办好后的照片；拍不了请回原因，例如：无照片 住户不让拍"),
        (Why.OLD_PHOTO, 3, "1", "#3 这张照片在 #1 用过了，请到现场重拍一张再发。"),
        (Why.UNKNOWN_PERSON, 3, "", "没找到这个人；请写同事的名字，例如：转办 3 李强"),
        (Why.UNKNOWN_TYPE, 3, "", "没有这个类别；例如：改类 3 电梯"),
        (Why.BAD_DATE, 3, "", "#3 请写一个将来的日期，例如：2026-12-01"),
        (Why.ALREADY_YOURS, 3, "", "#3 已经在您手上了。"),
        (Why.TOO_LATE, 3, "", "#3 已经过了时限，不能再这样做；请重新说一遍问题。"),
        (Why.NO_CLOCK, 3, "", "#3 没有办结时限，不用延期；约好的时间请写在 备注 3 …"),
        (Why.TOO_MANY_MOVES, 3, "", "#3 已转了两次，请网格长决定给谁：转办 3 姓名"),
        (Why.ONCE_ONLY, 3, "", "#3 已经延过一次；要再等请网格长挂账。"),
        (Why.NOTHING_ASKED, 3, "", "#3 现在没有等您同意的申请；发 待办 看全部工单。"),
        (Why.SUPPORTED, 3, "", "#3 还有邻居附议，先不撤；办好会请您评价。"),
        (Why.UNKNOWN_COMPOUND, None, "金辉华府、融景嘉园", "没有这个小区；请写：金辉华府、融景嘉园"),
        (Why.NOT_YOUR_GRID, None, "融景嘉园", "融景嘉园不在您的网格，请书记或那边的网格员来绑定。"),
        (Why.NO_INVITATION, 3, "", "没有这个待定的进群邀请。"),
        (Why.BAD_CODE, None, "", "验证码不对或已过期，请找管理员再要一个。"),
        (Why.TOO_MANY_TRIES, None, "", "试错太多次，请一小时后再试。"),
        (Why.NOT_TABLED, 3, "", "#3 不在议题里；要上会请回：议题 3"),
        (
            Why.NEEDS_DECISION,
            3,
            "",
            "#3 定了什么？例如：定 3 目标 换新水泵 期限 2026-12-01 标准 六楼水压够 承办 李强",
        ),
        (Why.DECIDED, 3, "12", "#3 是说事会定下的，在 #12 办，不拆。"),
        (
            Why.UNKNOWN_SUPPORTER,
            3,
            "陈伯、珠姐",
            "#3 的附议人里没有这个名字，或不止一位；附议人：陈伯、珠姐",
        ),
        (Why.NOT_STAFF, None, "", "这个口令我不能执行；发 帮助 看能做的。"),
        (Why.NOTHING_OPEN, None, "", "没有对得上的工单；发 我的 看您的工单。"),
    )
)
ACCOUNTS: tuple[Sentence, ...] = (
    *(
        (
            accounts.account_away,
            ("wechat", state, OFFLINE.start, NOW),
            f"聊天账号 wechat 今天10:02起收不到消息：{expected}；恢复前群里的诉求请靠电话和走访。",
        )
        for state, expected in (
            (State.CONNECTING, "没有登录。请看网关和手机上是否要求登录"),
            (State.QR, "等待扫码登录。请打开看板页面，用手机微信扫码"),
            (State.SIGNED_OUT, "已退出登录。请先看手机微信上有没有警告，再重新扫码登录"),
            (State.LOST, "连不上网关。请看网关程序是否在运行"),
            (State.FROZEN, "网关没有响应。请重启网关程序"),
            (State.TAKEN_OVER, "被别的程序占用。请关掉连着同一个网关的另一个程序"),
            (State.WRONG_TOKEN, "网关口令不对。请核对网关和邻里两边的口令"),
        )
    ),
    (accounts.account_back, ("wechat", None, NOW), "聊天账号 wechat 恢复了。"),
    (accounts.account_back, ("wechat", OFFLINE, NOW), "聊天账号 wechat 恢复了，10:02–11:40没有收到消息。"),
    (
        accounts.was_offline,
        ([OFFLINE], at("2026-03-02 11:41")),
        "我刚才离线 10:02–11:40，期间的诉求请再发一次。",
    ),
    (
        accounts.was_offline,
        ([OVERNIGHT, EARLY], at("2026-03-03 07:00")),
        "我离线过 昨天23:00–今天01:30、05:00–05:20，期间的诉求请再发一次。",
    ),
    (
        accounts.was_offline,
        ([OFFLINE, OFFLINE, OVERNIGHT, EARLY], at("2026-03-03 05:21")),
        "我刚才离线 昨天10:02–今天05:20，期间的诉求请再发一次。",
    ),
    (
        accounts.was_offline,
        ([OFFLINE], at("2026-03-05 07:00")),
        "我离线过 3月2日10:02–11:40，期间的诉求请再发一次。",
    ),
)
SENTENCES = (
    *ABOUT_BINDING,
    *ABOUT_COUNTS,
    *ABOUT_ROOMS,
    *TO_RESIDENTS,
    *TO_STAFF,
    *AGENDA_SENTENCES,
    *DUTY_SENTENCES,
    *ACCOUNTS,
    *REFUSALS,
)
