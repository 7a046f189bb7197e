"""Commands as staff, secretary and residents type them, and the sentences that are none."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.model import Context, Message, Order, Role
from intents.orders import SIGNS, VERBS, may_order, read_order
from intents.understand import Understanding
from intents.verbs import SENTENCES, Sentence

COLLEAGUES = Context(colleagues=("李强", "林晓燕", "王芳"))

CASEWORK = (  # text of staff in private, verb, numbers, argument, doubtful
    ("接单 3", "accept", (3,), "", False),
    ("接单3", "accept", (3,), "", False),
    ("3 接单", "accept", (3,), "", False),
    ("3接单", "accept", (3,), "", False),
    ("接单", "accept", (), "", False),
    ("接3", "accept", (3,), "", False),
    ("接了 3", "accept", (3,), "", False),
    ("接单3和5", "accept", (3, 5), "", False),
    ("接单 3,5", "accept", (3, 5), "", False),
    ("接单 3、5、7", "accept", (3, 5, 7), "", False),
    ("接单 007", "accept", (7,), "", False),
    ("007 接单", "accept", (7,), "", False),
    ("接单 FQ-20261123-007", "accept", (7,), "", False),
    ("FQ-20261123-007 接单", "accept", (7,), "", False),
    ("#3 接单", "accept", (3,), "", False),
    ("接单 #3", "accept", (3,), "", False),
    ("3号接单", "accept", (3,), "", False),
    ("接单3号", "accept", (3,), "", False),
    ("3号单接了", "accept", (3,), "", False),
    ("接单。3。", "accept", (3,), "", False),
    ("接单,三号。", "accept", (3,), "", False),
    ("接单三", "accept", (3,), "", False),
    ("麻烦接单3哈", "accept", (3,), "", False),
    ("帮我接单 3 谢谢书记", "accept", (3,), "", False),
    ("@小格 接单 3", "accept", (3,), "", False),
    ("接单 3 [OK]", "accept", (3,), "", False),
    ("接单 3 马上过去看", "accept", (3,), "马上过去看", False),
    ("收到", "accept", (), "", True),
    ("收到,马上到", "accept", (), "", True),
    ("好的好的", "accept", (), "", True),
    ("马上到", "accept", (), "", True),
    ("ok", "accept", (), "", True),
    ("OK 3", "accept", (3,), "", True),
    ("1", "accept", (), "", True),
    ("好的3", "accept", (3,), "", True),
    ("好的 3", "accept", (3,), "", True),
    ("收到3", "accept", (3,), "", True),
    ("接但 3", "accept", (3,), "", True),
    ("办节 3", "resolve", (3,), "", True),
    ("3 办节", "resolve", (3,), "", True),
    ("办节", "resolve", (), "", True),
    ("退会 3 不是我网格", "return", (3,), "不是我网格", True),
    ("到场", "arrive", (), "", False),
    ("3 到场", "arrive", (3,), "", False),
    ("到现场了 007", "arrive", (7,), "", False),
    ("到了", "arrive", (), "", True),
    ("办结 3 换了门禁主板", "resolve", (3,), "换了门禁主板", False),
    ("007 办结 灯泡已换,附照片", "resolve", (7,), "灯泡已换,附照片", False),
    ("办结3换了门禁主板", "resolve", (3,), "换了门禁主板", False),
    ("办结 换了门禁主板", "resolve", (), "换了门禁主板", False),
    ("办结 3 2个灯泡换了", "resolve", (3,), "2个灯泡换了", False),
    ("修好了", "resolve", (), "", True),
    ("修好了 3", "resolve", (3,), "", True),
    ("3 修好了 换了主板", "resolve", (3,), "换了主板", True),
    ("已处理 3", "resolve", (3,), "", True),
    ("弄好了", "resolve", (), "", True),
    ("搞定👌", "resolve", (), "", True),
    ("退回 3 不是我网格", "return", (3,), "不是我网格", False),
    ("007 退回 不属于本网格,是市政道路", "return", (7,), "不属于本网格,是市政道路", False),
    ("退3", "return", (3,), "", False),
    ("挂账", "parked", (), "", False),
    ("007 挂账 需动用维修资金", "park", (7,), "需动用维修资金", False),
    ("改类 3 电梯", "retype", (3,), "电梯", False),
    ("3改成电梯", "retype", (3,), "电梯", False),
    ("并 5 到 3", "merge", (5, 3), "", False),
    ("把5并到3", "merge", (5, 3), "", False),
    ("5和3并案", "merge", (5, 3), "", False),
    ("催办 3", "nudge", (3,), "", False),
    ("催3", "nudge", (3,), "", False),
    ("备注 3 已联系厂家", "remark", (3,), "已联系厂家", False),
    ("我的", "mine", (), "", False),
    ("详情 3", "detail", (3,), "", False),
    ("详情", "detail", (), "", False),
    ("帮助", "help", (), "", False),
    ("不是诉求 3", "reject", (3,), "", False),
    ("不是诉求", "reject", (), "", False),
    ("确认", "confirm", (), "", False),
    ("确认 3", "confirm", (3,), "", False),
    ("漏报 3栋电梯坏了", "missed", (), "3栋电梯坏了", False),
    ("同意", "agree", (), "", False),
    ("不同意", "disagree", (), "", False),
    ("绑定 012345", "bind", (), "012345", False),
    ("绑定123456", "bind", (), "123456", False),
)

OFFICE = (  # text of the secretary in private, verb, numbers, argument, on
    ("周报", "weekly", (), "", None),
    ("周报 上周", "weekly", (), "", "上周"),
    ("周报上周", "weekly", (), "", "上周"),
    ("周报 本周 龙江网格", "weekly", (), "龙江网格", "本周"),
    ("周报 2026-03-02 金辉华府", "weekly", (), "金辉华府", "2026-03-02"),
    ("周报 金辉华府", "weekly", (), "金辉华府", None),
    ("上周情况汇总一下", "weekly", (), "", "上周"),
    ("本周龙江网格 周报 发我", "weekly", (), "龙江网格", "本周"),
    ("日报", "daily", (), "", None),
    ("待办", "todo", (), "", None),
    ("待办 龙江网格", "todo", (), "龙江网格", None),
    ("现在还有几件没办完?", "todo", (), "现在还有几件没办完?", None),
    ("超期", "overdue", (), "", None),
    ("超期的有哪些", "overdue", (), "", None),
    ("热点", "hot", (), "", None),
    ("统计 电梯 30天", "stats", (), "电梯 30天", None),
    ("督办 007", "supervise", (7,), "", None),
    ("督办 3 请今天办完", "supervise", (3,), "请今天办完", None),
    ("议题", "agenda", (), "", None),
    ("议题 3", "agenda", (3,), "", None),
    ("值班表", "roster", (), "", None),
    ("值班表 下周", "roster", (), "", "下周"),
    ("查岗", "roster_check", (), "", None),
    ("公告 全部 明天停水", "notice", (), "全部 明天停水", None),
    ("重载", "reload", (), "", None),
    ("请假 明天", "leave", (), "", "明天"),
    ("请假 周五到周日", "leave", (), "", "周五到周日"),
    ("请假 3月2日 家里有事", "leave", (), "家里有事", "3月2日"),
    ("明天请假", "leave", (), "", "明天"),
    ("帮我请个假,明天上午", "leave", (), "", "明天上午"),
    ("销假", "leave", (), "", None),
    ("顶班 3月2日", "cover", (), "", "3月2日"),
    ("延期 3 明天 等配件", "extend", (3,), "等配件", "明天"),
    ("007 延期3天 等配件", "extend", (7,), "等配件", "3天"),
    ("延期 3 3天 等配件", "extend", (3,), "等配件", "3天"),
    ("延期 3 到下周一", "extend", (3,), "", "下周一"),
    ("挂账 3 2026-04-01 维修基金", "park", (3,), "维修基金", "2026-04-01"),
    ("值班", "duty", (), "", None),
    ("值班 明天", "duty", (), "", "明天"),
)

PEOPLE = (  # text, verb, person, argument, on
    ("转办 3 李强 他有钥匙", "transfer", "李强", "他有钥匙", None),
    ("转3给李强", "transfer", "李强", "", None),
    ("把3转给李强", "transfer", "李强", "", None),
    ("007 转 电梯维保", "transfer", None, "电梯维保", None),
    ("换班 周五 李强", "swap", "李强", "", "周五"),
    ("换班 3月2日 王芳", "swap", "王芳", "", "3月2日"),
    ("我明天请假,小林顶班", "leave", "林晓燕", "小林", "明天"),
)

RESIDENTS_IN_A_GROUP = (  # text, verb, numbers, doubtful
    ("帮助", "help", (), False),
    ("进度", "progress", (), False),
    ("进度 3", "progress", (3,), False),
    ("3 进度", "progress", (3,), False),
    ("查 3", "progress", (3,), False),
    ("查一下 FQ-20261123-007 到哪一步了", "progress", (7,), False),
    ("我昨天报的灯什么时候修?", "progress", (), True),
    ("上次说的化粪池怎么没下文了", "progress", (), True),
    ("值班", "duty", (), False),
    ("今天谁值班", "duty", (), False),
    ("服务", "services", (), False),
    ("隐私", "privacy", (), False),
    ("办事 居住证", "guide", (), False),
    ("我的记录", "my_records", (), False),
    ("删除我的记录", "forget_me", (), False),
    ("请把我的记录删掉", "forget_me", (), False),
    ("别回复我", "mute", (), False),
    ("请不要再@我了", "mute", (), False),
    ("撤销 3", "withdraw", (3,), False),
    ("不用了", "withdraw", (), True),
    ("已经好了", "withdraw", (), True),
    ("不用处理了,我自己弄好了 撤掉吧", "withdraw", (), True),
    ("没修好", "reopen", (), True),
    ("根本没修好,早上又坏了", "reopen", (), True),
    ("又坏了 3", "reopen", (3,), False),
    ("满意 3", "evaluate", (3,), False),
    ("没解决 3", "evaluate", (3,), False),
    ("没解决 3,又不亮了", "evaluate", (3,), False),
    ("不用了,已经好了,是我卡拿反了", "withdraw", (), True),
    ("催一下!三天了", "urge", (), True),
    ("催单 3", "urge", (3,), False),
    ("催办 3", "urge", (3,), False),
    ("补充一下,是2单元不是1单元", "supplement", (), False),
    ("补充3 是5楼", "supplement", (3,), False),
    # what a resident may not order, to be refused
    ("接单 3", "accept", (3,), False),
    ("接单", "accept", (), False),
    ("办结 3 修好了", "resolve", (3,), False),
    ("督办 3", "supervise", (3,), False),
    ("周报", "weekly", (), False),
)

NO_ORDERS_IN_A_GROUP = (
    *(
        (Role.RESIDENT, text)
        for text in (
            *(
                "收到",
                "好的",
                "ok",
                "1",
                "3",
                "同意",
                "确认",
                "我的",
                "统计一下人数",
                "满意",
                "很满意",
                "转",
                "接龙 3",
            ),
            *(
                "转让 3",
                "接娃 3点",
                "接但 3",
                "退款3",
                "周报在群里看",
                "我在值班",
                "值班室没人",
                "服务态度太差",
                "帮助老人",
            ),
            *(
                "进度太慢了",
                "办事大厅几点开门",
                "延期交房的事",
                "什么时候来修",
                "电梯又坏了",
                "还有5楼的也不亮",
                "不用谢",
            ),
            *(
                "我明天请假",
                "催费可以啊",
                "又坏了",
                "没修好吗",
                "3栋没水",
                "1楼漏水",
                "修好了,谢谢",
                "退回去的快递",
                "谢谢",
            ),
            *(
                "团购鸡蛋 3板",
                "晚上换班回来",
                "查到是谁了吗",
                "公告栏坏了",
                "补充一点维生素",
                "撤退",
                "取消订单",
                "",
                "。",
            ),
        )
    ),
    *(
        (Role.STAFF, text)
        for text in (
            *(
                "我在值班",
                "明天请假",
                "已联系电梯维保,预计40分钟到,请大家耐心等待",
                "好的 我马上去看",
                "我的",
                "同意",
            ),
            *(
                "收到 一单元先不要坐 我拿锥桶",
                "周报在群里看",
                "转给李强他有钥匙",
                "刚去看了,是水泵故障",
                "不是",
            ),
        )
    ),
)

NO_ORDERS_IN_PRIVATE = (
    *(
        (Role.STAFF, text)
        for text in (
            *(
                "你好",
                "今天去了3栋看灯",
                "1楼漏水",
                "收到了一个快递",
                "10",
                "值班室没人",
                "太漂亮了",
                "散场了",
                "到家了",
            ),
            *(
                "明天4点前交给我",
                "作业做完了没呀",
                "我脑补了一下",
                "我实在是不想弄了",
                "今天上午应该能搞定",
            ),
            *("现在学习还忙吧？也没有和你联系了！", "前期", "这个人来催了", "那个谁退了没", "我在车站接你"),
        )
    ),
    *(
        (Role.RESIDENT, text)
        for text in ("电梯坏了", "值班室没人", "帮助老人", "办事大厅几点开门", "谢谢", "3栋没水")
    ),
)


_PIECES = (
    *(
        "接单",
        "办结",
        "转给",
        "李强",
        "退回",
        "收到",
        "借单",
        "那个",
        "三号",
        "单号",
        "第",
        "号",
        "单",
        "的",
        "我",
        "都",
        "全",
    ),
    *(
        "已经",
        "到了",
        "换了",
        "好了",
        "没",
        "吗",
        "吧",
        "3",
        "5",
        "12",
        "119",
        "-",
        "~",
        "和",
        "、",
        ",",
        " ",
        "#",
        "no.",
        "\n",
    ),
    *("👌", "✅", "[ok]", "(", ")", "栋", "楼", "点", "明天", "延期", "备注", "同一件事", "合到", "催"),
)


def _read(text: str, role: Role, *, addressed: bool) -> Order:
    order = read_order(text, role, COLLEAGUES, addressed)
    assert order is not None
    return order


@pytest.mark.parametrize(("text", "verb", "numbers", "argument", "doubtful"), CASEWORK)
def test_staff_order_in_few_words(
    text: str, verb: str, numbers: tuple[int, ...], argument: str, doubtful: bool
) -> None:
    order = _read(text, Role.STAFF, addressed=True)
    assert (verb, numbers, argument, doubtful) == (order.verb, order.numbers, order.argument, order.doubtful)


@pytest.mark.parametrize(("text", "verb", "numbers", "argument", "on"), OFFICE)
def test_the_secretary_orders_with_scope_and_day(
    text: str, verb: str, numbers: tuple[int, ...], argument: str, on: str | None
) -> None:
    order = _read(text, Role.STAFF, addressed=True)
    assert (verb, numbers, argument, on) == (order.verb, order.numbers, order.argument, order.on)


@pytest.mark.parametrize(("text", "verb", "person", "argument", "on"), PEOPLE)
def test_a_colleague_is_named(
    text: str, verb: str, person: str | None, argument: str, on: str | None
) -> None:
    order = _read(text, Role.STAFF, addressed=True)
    assert (verb, person, argument, on) == (order.verb, order.person, order.argument, order.on)


@pytest.mark.parametrize(("text", "verb", "numbers", "doubtful"), RESIDENTS_IN_A_GROUP)
def test_residents_order_in_their_group(
    text: str, verb: str, numbers: tuple[int, ...], doubtful: bool
) -> None:
    order = _read(text, Role.RESIDENT, addressed=False)
    assert (verb, numbers, doubtful) == (order.verb, order.numbers, order.doubtful)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("满意", "evaluate"),
        ("不满意,来了一趟就走了", "evaluate"),
        ("基本满意吧", "evaluate"),
        ("3号怎么样了", "progress"),
        ("什么时候来修", "progress"),
        ("我报的那个到哪一步了", "progress"),
        ("你会做什么", "help"),
        ("我报过什么", "my_records"),
        ("周报", "weekly"),
    ],
)
def test_the_bot_understands_more_when_spoken_to(text: str, verb: str) -> None:
    assert verb == _read(text, Role.RESIDENT, addressed=True).verb


@pytest.mark.parametrize(("role", "text"), NO_ORDERS_IN_A_GROUP)
def test_talk_in_a_group_is_no_order(role: Role, text: str) -> None:
    assert read_order(text, role, COLLEAGUES, addressed=False) is None


@pytest.mark.parametrize(("role", "text"), NO_ORDERS_IN_PRIVATE)
def test_talk_in_private_is_no_order(role: Role, text: str) -> None:
    assert read_order(text, role, COLLEAGUES, addressed=True) is None


def test_the_argument_of_an_evaluation_is_its_wording() -> None:
    assert _read("不满意 3 来了一趟就走了", Role.RESIDENT, addressed=True).argument == "不满意 来了一趟就走了"


def test_property_staff_handle_cases_but_do_not_run_the_office() -> None:
    may = {name for name, verb in VERBS.items() if Role.PROPERTY in verb.roles}
    assert {"accept", "arrive", "resolve", "transfer", "return", "extend", "park"} <= may
    assert may.isdisjoint({"weekly", "supervise", "roster", "leave", "reload", "notice"})


@pytest.mark.parametrize(
    ("word", "name"), [(word, name) for name, verb in VERBS.items() for word in verb.words]
)
def test_every_command_word_is_read_as_its_verb_by_who_may_say_it(word: str, name: str) -> None:
    role = Role.STAFF if Role.STAFF in VERBS[name].roles else Role.RESIDENT
    assert name == _read(f"{word} 3" if name == "park" else word, role, addressed=True).verb


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0" * 2_000,
            "好的" * 1_000,
            "3和" * 1_000,
            "谢谢" * 1_000 + "x",
            "[" * 2_000,
            "3-" * 1_000,
            "👌" * 2_000,
        ),
        *(
            "接单3," * 400,
            "3 " * 1_000,
            "那个" * 1_000,
            "三号" * 1_000,
            "就是那个" * 500 + "x",
            "no." * 600,
            "都" * 2_000,
        ),
    ],
)
def test_a_long_message_neither_hangs_nor_raises(text: str) -> None:
    order = read_order(text, Role.STAFF, COLLEAGUES, addressed=True)
    assert order is None or order.verb == "accept"


@pytest.mark.parametrize(
    "piece", ["接单3 ", "3号", "那个", "我", "都已经", "好的,", "转给", "换了", "3/", "(", "一号单 "]
)
def test_reading_takes_a_time_that_grows_with_the_length_alone(piece: str) -> None:
    def steps(times: int) -> int:
        return _calls(lambda: read_order(piece * times, Role.STAFF, COLLEAGUES, addressed=True))

    assert steps(800 // len(piece)) <= 3 * steps(400 // len(piece)) + 100


def _calls(act: Callable[[], object]) -> int:
    """How many calls an act makes; counts work without a clock."""
    count = 0

    def note(_frame: object, _event: str, _arg: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


@given(
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
    st.sampled_from(Role),
    st.booleans(),
)
def test_any_mixture_of_the_grammar_is_read_without_error(text: str, role: Role, addressed: bool) -> None:
    order = read_order(text, role, COLLEAGUES, addressed)
    orders = (order, *order.then) if order else ()
    assert all(one.verb in VERBS for one in orders[1:])
    assert all(one.numbers for one in orders[1:])


@given(st.text(max_size=200), st.sampled_from(Role), st.booleans())
def test_any_text_is_read_without_error(text: str, role: Role, addressed: bool) -> None:
    order = read_order(text, role, COLLEAGUES, addressed)
    assert order is None or order.verb in VERBS


@given(st.text(alphabet="接单办结转退好的收到并到和#号0123456789 ,。谢", max_size=40), st.sampled_from(Role))
def test_a_case_number_has_at_most_six_digits(text: str, role: Role) -> None:
    order = read_order(text, role, COLLEAGUES, addressed=True)
    assert all(0 <= number < 1_000_000 for number in (order.numbers if order else ()))


@pytest.mark.parametrize(
    "sentence", [s for s in SENTENCES if s.open_to(Role.RESIDENT, addressed=False)], ids=lambda s: s.verb
)
@given(data=st.data())
def test_every_sentence_said_to_the_whole_group_has_a_sign_or_a_number(
    sentence: Sentence, data: st.DataObject
) -> None:
    alphabet = st.characters(codec="utf-8", exclude_characters="\n")
    text = data.draw(st.from_regex(sentence.pattern, alphabet=alphabet)).strip()
    assert any(sign in text for sign in SIGNS) or may_order(text, Message(text=text, group="群"))


@pytest.mark.parametrize(
    ("text", "verb"), [("撤单", "withdraw"), ("撒销 3", "withdraw"), ("别再回复我了", "mute")]
)
def test_an_order_to_the_whole_group_passes_the_gate(
    understanding: Understanding, text: str, verb: str
) -> None:
    reading = understanding.read(Message(text=text, group="群"))
    assert isinstance(reading, Order)
    assert reading.verb == verb
