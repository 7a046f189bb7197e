"""The commands 口令 that people may type: one table, and the sentences that mean the same."""

import re
from dataclasses import dataclass
from enum import Flag, auto

from intents.model import Role

EVERYONE = frozenset(Role)
OFFICE = frozenset({Role.STAFF})  # 网格员 网格长 书记; the handlers tell them apart
HANDLERS = frozenset({Role.STAFF, Role.PROPERTY})
RESIDENTS = frozenset({Role.RESIDENT})


class Takes(Flag):
    """What may stand beside a command word."""

    NOTHING = 0
    NUMBER = auto()  # case numbers
    TEXT = auto()  # a reason, a remark, a scope
    DATE = auto()  # a day, a range of days, a duration
    PERSON = auto()  # a colleague or partner
    WORDING = auto()  # the word itself belongs to what is said: 不满意


NUMBER, TEXT, DATE, PERSON = Takes.NUMBER, Takes.TEXT, Takes.DATE, Takes.PERSON


@dataclass(frozen=True, kw_only=True, slots=True)
class Verb:
    """One command: its words by how sure they make us, who may say it, what it takes.

    `words` are commands wherever they stand alone or before a number; `plain` are everyday words, commands
    only when spoken to the bot or beside a number; `loose` are everyday words that make a doubtful order;
    `short` are commands only beside a number.
    """

    words: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    roles: frozenset[Role] = EVERYONE
    takes: Takes = Takes.NOTHING


VERBS: dict[str, Verb] = {  # where two verbs share a word, the first that the speaker may say is meant
    # casework, by whoever handles the case
    "accept": Verb(
        words=("接单", "我接单", "抢单", "领办"),
        loose=("收到", "马上到", "马上去", "马上来", "马上过去", "这就去", "好的", "好嘞", "好滴", "ok", "okay", "知道了", "我来",
               "我去看看", "我去", "在路上", "1"),
        short=("接", "接了", "领"),
        roles=HANDLERS, takes=NUMBER | TEXT,
    ),
    "arrive": Verb(
        words=("到场", "到现场", "到现场了", "已到场", "已到现场", "到场了"), loose=("到了", "我到了", "已到"), roles=HANDLERS,
        takes=NUMBER | TEXT,
    ),
    "resolve": Verb(
        words=("办结", "已办结", "办结了", "结单", "销单"),
        loose=("已处理", "处理好了", "已经处理", "处理完了", "修好了", "已修好", "弄好了", "搞好了", "搞定", "搞定了", "已解决",
               "解决了", "已经好了", "换好了", "做好了", "完成", "完成了", "办好了"),
        short=("结", "好了"),
        roles=HANDLERS, takes=NUMBER | TEXT,
    ),
    "transfer": Verb(
        words=("转办", "转派", "转给", "转单", "移交"), short=("转",), roles=HANDLERS, takes=NUMBER | TEXT | PERSON,
    ),
    "return": Verb(words=("退回", "退单"), short=("退",), roles=HANDLERS, takes=NUMBER | TEXT),
    "extend": Verb(words=("延期", "申请延期"), plain=("延时", "延长"), short=("延",), roles=HANDLERS, takes=NUMBER | TEXT | DATE),
    "park": Verb(words=("挂账", "挂帐"), short=("挂",), roles=HANDLERS, takes=NUMBER | TEXT | DATE),
    "resume": Verb(words=("恢复办理", "取消挂账"), short=("恢复",), roles=OFFICE, takes=NUMBER),
    "retype": Verb(words=("改类", "改类型", "改类别", "改成类型"), short=("改为", "改成"), roles=HANDLERS, takes=NUMBER | TEXT),
    "merge": Verb(words=("并案", "合并"), short=("并", "并到", "并入"), roles=HANDLERS, takes=NUMBER),
    "split": Verb(words=("拆案",), short=("拆", "拆开", "拆出"), roles=HANDLERS, takes=NUMBER | TEXT),
    "nudge": Verb(words=("催办",), short=("催", "催一下"), roles=OFFICE, takes=NUMBER | TEXT),
    "goal": Verb(plain=("目标", "改目标"), roles=OFFICE, takes=NUMBER | TEXT),
    "criterion": Verb(plain=("标准", "改标准", "验收标准"), roles=OFFICE, takes=NUMBER | TEXT),
    "remark": Verb(words=("备注",), plain=("记一下",), roles=HANDLERS, takes=NUMBER | TEXT),
    "reject": Verb(words=("不是诉求", "非诉求"), plain=("误报", "不是"), roles=HANDLERS, takes=NUMBER | TEXT),
    "missed": Verb(words=("漏报",), plain=("补登", "补报"), roles=HANDLERS, takes=TEXT),
    "confirm": Verb(plain=("确认", "确定", "确认登记", "是诉求"), short=("是",), roles=HANDLERS, takes=NUMBER),
    "detail": Verb(plain=("详情", "详细", "看单", "查看"), roles=HANDLERS, takes=NUMBER),
    "mine": Verb(words=("我的工单", "我的单", "我的任务"), plain=("我的",), roles=HANDLERS),
    # duty
    "swap": Verb(words=("换班", "调班"), roles=OFFICE, takes=TEXT | DATE | PERSON),
    "leave": Verb(words=("请假", "销假"), plain=("休假",), roles=OFFICE, takes=TEXT | DATE | PERSON),
    "cover": Verb(words=("顶班", "替班"), roles=OFFICE, takes=TEXT | DATE | PERSON),
    "disagree": Verb(plain=("不同意",), roles=OFFICE, takes=NUMBER | TEXT),
    "agree": Verb(plain=("同意",), roles=OFFICE, takes=NUMBER | TEXT),
    "roster_check": Verb(words=("查岗",), roles=OFFICE, takes=TEXT | DATE),
    "roster": Verb(words=("值班表", "排班表"), roles=OFFICE, takes=TEXT | DATE),
    # the office of the secretary
    "weekly": Verb(words=("周报",), roles=OFFICE, takes=TEXT | DATE),
    "daily": Verb(words=("日报",), roles=OFFICE, takes=TEXT | DATE),
    "todo": Verb(words=("待办", "待办工单"), plain=("未办", "在办"), roles=OFFICE, takes=TEXT),
    "overdue": Verb(words=("超期", "超时工单"), plain=("逾期", "超时"), roles=OFFICE, takes=TEXT),
    "parked": Verb(words=("挂账清单", "挂账列表"), roles=OFFICE, takes=TEXT),
    "hot": Verb(words=("热点",), roles=OFFICE, takes=TEXT),
    "stats": Verb(plain=("统计",), roles=OFFICE, takes=TEXT),
    "supervise": Verb(words=("督办",), roles=OFFICE, takes=NUMBER | TEXT),
    "verify": Verb(plain=("属实", "核查属实"), short=("核查",), roles=OFFICE, takes=NUMBER | TEXT),
    "refute": Verb(words=("核查不属实",), plain=("不属实",), roles=OFFICE, takes=NUMBER | TEXT),
    "agenda": Verb(words=("议题",), plain=("上会",), roles=OFFICE, takes=NUMBER | TEXT),
    "untable": Verb(words=("撤议题", "撤下议题"), plain=("不上会",), roles=OFFICE, takes=NUMBER | TEXT),
    "decide": Verb(words=("议定",), short=("定", "决定"), roles=OFFICE, takes=NUMBER | TEXT),
    "notice": Verb(plain=("公告", "发公告"), roles=OFFICE, takes=TEXT),
    "reload": Verb(words=("重载", "重载配置", "重新加载"), roles=OFFICE),
    # everybody
    "bind_room": Verb(words=("绑定小区",), roles=OFFICE, takes=TEXT),
    "admit": Verb(words=("进群", "同意进群"), roles=OFFICE, takes=NUMBER),
    "decline": Verb(words=("不进群", "拒绝进群"), roles=OFFICE, takes=NUMBER),
    "bind": Verb(words=("绑定",), takes=TEXT),
    "unbind": Verb(words=("解绑", "解除绑定"), takes=TEXT),
    "duty": Verb(words=("值班", "谁值班", "今天谁值班", "值班电话"), takes=DATE),
    "progress": Verb(words=("进度", "查进度", "查询进度"), short=("查", "查询", "查一下", "查查"), takes=NUMBER | TEXT),
    "services": Verb(words=("服务", "服务菜单", "服务清单")),
    "privacy": Verb(words=("隐私", "隐私政策", "隐私说明")),
    "guide": Verb(words=("办事", "办事指南"), takes=TEXT),
    "my_records": Verb(words=("我的记录", "我的诉求", "我的登记"), plain=("我的",)),
    "forget_me": Verb(words=("删除我的记录", "删除我的信息", "删掉我的记录", "删我的记录")),
    "mute": Verb(words=("别回复我", "不要回复我", "别回我")),
    "help": Verb(words=("帮助", "help", "使用说明"), plain=("怎么用", "菜单", "功能", "口令", "命令")),
    "withdraw": Verb(
        words=("撤销", "撤单"), loose=("不用了", "已经好了", "不用处理了", "不用登记了", "撤掉", "撤掉吧", "取消登记"),
        short=("撤", "取消"), takes=NUMBER | TEXT,
    ),
    "reopen": Verb(
        words=("重开",), loose=("没修好", "没弄好", "没处理好", "根本没修", "根本没修好", "还是没修好"),
        short=("又坏了", "还是坏的", "又坏"), takes=NUMBER | TEXT,
    ),
    "urge": Verb(
        words=("催单", "催办"), loose=("催一下", "催催", "催促一下"), short=("催",), roles=RESIDENTS, takes=NUMBER | TEXT,
    ),
    "supplement": Verb(
        words=("补充", "补充一下", "补充说明"), loose=("更正", "更正一下"), takes=NUMBER | TEXT,
    ),
    "evaluate": Verb(
        plain=("满意", "很满意", "非常满意", "基本满意", "不满意", "很不满意", "一般", "没解决", "未解决"),
        roles=RESIDENTS, takes=NUMBER | TEXT | Takes.WORDING,
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A whole sentence that means a command; `addressed` only when spoken to the bot, `within` characters.

    `signs` are strings of which one stands in every such sentence that a resident may say to the whole group.
    """

    pattern: re.Pattern[str]
    verb: str
    roles: frozenset[Role] = EVERYONE
    addressed: bool = True
    within: int = 24
    doubtful: bool = False
    signs: tuple[str, ...] = ()

    def open_to(self, role: Role, *, addressed: bool) -> bool:
        """Whether this speaker may say it so."""
        return role in self.roles and (addressed or not self.addressed)

    def find(self, text: str) -> re.Match[str] | None:
        """Where the text says it."""
        return self.pattern.search(text) if len(text) <= self.within else None


def _sentence(
    verb: str,
    pattern: str,
    *,
    roles: frozenset[Role] = EVERYONE,
    addressed: bool = True,
    within: int = 24,
    doubtful: bool = False,
    signs: str = "",
) -> Sentence:
    return Sentence(
        verb=verb,
        pattern=re.compile(pattern),
        roles=roles,
        addressed=addressed,
        within=within,
        doubtful=doubtful,
        signs=tuple(signs.split()),
    )


_SAID = r"(?:报|说|反映|登记|提交|上报)过?的"
_DATA = "记录 信息 数据 资料"
_ASKS = r"什么时候|几时|怎么样|咋样|进度|到哪|下文|结果|动静|消息"

SENTENCES: tuple[Sentence, ...] = (
    _sentence("forget_me", r"(?:删|清|注销).{0,3}我的?.{0,3}(?:记录|信息|数据|资料)", addressed=False, signs=_DATA),
    _sentence("forget_me", r"我的?(?:所有)?(?:记录|信息|数据|资料).{0,3}(?:删|清)", addressed=False, signs=_DATA),
    _sentence("mute", r"^(?:请|你)?(?:别|不要|不用)再?(?:回复|回|@|艾特|理|烦)我(?:了|啦)?[!。]?$", addressed=False,
              signs="复我 回我 @我 特我 理我 烦我"),
    _sentence("progress", r"^#?\d{1,6}号?(?:单|件)?.{0,4}(?:怎么样|咋样|到哪|进度|处理)"),
    _sentence("progress", r"查一?查?下?.{1,20}(?:到哪一?步|进度|怎么样|办得|办到)", within=40),
    _sentence("progress", rf"(?:我|上次|昨天|前天|之前|早上|上周).{{0,4}}{_SAID}.{{0,16}}(?:{_ASKS})", addressed=False,
              within=40, doubtful=True, signs="报的 报过的 说的 说过的 反映的 反映过的 登记的 登记过的 提交的 提交过的 上报的 上报过的"),
    _sentence("progress", r"(?:什么时候|几时|多久).{0,6}(?:来|能|修|好|处理|弄)|到哪一?步|有结果|有进展", roles=RESIDENTS,
              doubtful=True),
    _sentence("withdraw", r"^(?:不用|不需要)(?:来|处理|修|管|登记|麻烦|跟进)?了.{0,14}$|自己(?:修|弄|搞)好了.{0,4}撤", roles=RESIDENTS,
              addressed=False, doubtful=True, signs="不用 不需要 好了"),
    _sentence("reopen", r"^(?:根本|压根|还是|其实)没(?:修|弄|搞|处理|解决)好?.{0,14}(?<![吗呢?])$", roles=RESIDENTS, addressed=False,
              doubtful=True, signs="没修 没弄 没搞 没处理 没解决"),
    _sentence("urge", r"^(?:帮我?|再)?催(?:一下|一催|催|促).{0,10}$", roles=RESIDENTS, addressed=False, doubtful=True,
              signs="催"),
    _sentence("my_records", r"我(?:都)?报[过了]?(?:的|哪些|什么)"),
    _sentence("duty", r"^(?:今[天晚]|明[天晚]|现在|这会儿?)?(?:是)?(?:谁|哪位)(?:在)?值班|值班(?:的)?(?:是谁|人员|网格员)", addressed=False,
              within=14, signs="值班"),
    _sentence("help", r"你(?:都)?(?:会|能)(?:做|干)?(?:什么|啥)|有(?:什么|哪些)(?:功能|口令|命令)|怎么(?:使用|操作)|怎么用[?]?$|咋用"),
    _sentence("mine", r"^(?:看看?|查看?|发|给我)?(?:一?下|看看)?我(?:手上|名下|手头|这边)?的?(?:全部|所有)?(?:工单|单子)$",
              roles=HANDLERS),
    _sentence("stats", r"(?:本月|这个月|上个?月|今年|最?近).{0,12}(?:有?多少|几)[件起]", roles=OFFICE),
    _sentence("roster_check", r"查(?:一下|下)岗|有[无没]有?(?:空岗|缺岗)", roles=OFFICE, within=40),
    _sentence("overdue", r"有没有(?:超期|超时|逾期)", roles=OFFICE),
    _sentence("duty", r"谁的?班[?]?$", roles=OFFICE),
    _sentence("roster", r"^(?:下|本|这)个?(?:周|星期|礼拜|月).{0,3}排班", roles=OFFICE),
    _sentence("cover", r"班.{0,3}我.{0,2}[顶替代]", roles=OFFICE),
    _sentence("leave", r"请.{0,3}假|休.{0,2}假", roles=OFFICE, within=40),
    _sentence("swap", r"[换调].{0,2}班", roles=OFFICE, within=40),
    _sentence("cover", r"[顶替代].{0,2}班", roles=OFFICE, within=40),
    _sentence("roster_check", r"(?:有没有|哪天|哪里).{0,6}(?:缺岗|空岗|没人值班)", roles=OFFICE),
    _sentence("roster", r"(?:值班|排班).{0,2}(?:表|安排)", roles=OFFICE),
    _sentence("daily", r"(?:今天|昨天|今日|昨日).{0,6}(?:情况|汇总|总结|日报)|日报", roles=OFFICE),
    _sentence("weekly", r"(?:上上?|本|这)(?:周|个?星期|个?礼拜).{0,8}(?:情况|汇总|总结|周报|数据)|周报", roles=OFFICE),
    _sentence("overdue", r"(?:超期|超时|逾期|过期).{0,6}(?:哪|几|多少|名单|清单|吗)|(?:哪|几|多少).{0,6}(?:超期|超时|逾期)",
              roles=OFFICE),
    _sentence("parked", r"挂[账帐].{0,4}(?:哪|几|多少|清单|列表)|(?:哪|几|多少).{0,6}挂[账帐]", roles=OFFICE),
    _sentence("mine", r"我(?:手[上里头]|名下|这边)?(?:还?有|还剩|剩).{0,3}(?:几|多少|哪些|什么|啥)(?:件|个)?(?:单|工单)?", roles=HANDLERS),
    _sentence("todo", r"(?:还有|还剩|多少|几件).{0,8}(?:没|未|待)(?:办|处理|完成|结)|待办", roles=OFFICE),
    _sentence("hot", r"(?:反映|投诉|诉求).{0,4}(?:最多|集中)|热点", roles=OFFICE),
)  # fmt: skip
