"""Bare answers to what the bot has asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.answers import read_answer
from intents.model import Context, Place, Question
from intents.verdicts import verdict


def _value(text: str, question: Question) -> str | None:
    answer = read_answer(text, Context(question=question))
    return answer.value if answer else None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3栋2单元", Place(building="3", unit="2")),
        ("3栋", Place(building="3")),
        ("3", Place(building="3")),
        ("三", Place(building="3")),
        ("在3栋", Place(building="3")),
        ("3-2", Place(building="3", unit="2")),
        ("3 2 501", Place(building="3", unit="2", room="501")),
        ("3-2-501", Place(building="3", unit="2", room="501")),
        ("2单元", Place(unit="2")),
        ("五楼", Place(spot="5楼")),
        ("501", Place(room="501")),
        ("就我们这栋", Place(building="7")),
        ("我们楼", Place(building="7")),
        ("东门口", Place(spot="东门口")),
        ("小卖部旁边", Place(spot="小卖部旁边")),
        ("就是3栋2单元那个楼梯口", Place(building="3", unit="2", spot="楼梯口")),
        ("B2", Place(building="B2")),
    ],
)
def test_a_place_is_asked_for_and_told(text: str, place: Place) -> None:
    answer = read_answer(text, Context(question=Question.PLACE, default_building="7"))
    assert answer is not None
    assert place == answer.place


@pytest.mark.parametrize(
    "text",
    ["不知道", "今晚吃什么", "谢谢", "", "3栋的电梯昨天修好了今天怎么又开始一直响个不停啊", "12:30", "+1"],
)
def test_what_tells_no_place_does_not_answer_where(text: str) -> None:
    assert read_answer(text, Context(question=Question.PLACE)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "yes"),
        ("要", "yes"),
        ("是", "yes"),
        ("是的", "yes"),
        ("好", "yes"),
        ("好的", "yes"),
        ("登记", "yes"),
        ("好,登记吧", "yes"),
        ("要的,谢谢", "yes"),
        ("OK", "yes"),
        ("👍", "yes"),
        ("麻烦登记一下", "yes"),
        ("0", "no"),
        ("不", "no"),
        ("不用", "no"),
        ("不用了谢谢", "no"),
        ("不要", "no"),
        ("算了", "no"),
        ("没事", "no"),
        ("要不要一起去", None),
        ("好吃吗", None),
        ("是3栋的猫", None),
        ("不是我家", None),
        ("10", None),
        ("", None),
    ],
)
def test_yes_or_no_to_registering(text: str, value: str | None) -> None:
    assert value == _value(text, Question.REGISTER)


VERDICTS = (
    ("1", "satisfied"),
    ("满意", "satisfied"),
    ("很满意,谢谢", "satisfied"),
    ("可以", "satisfied"),
    ("很好", "satisfied"),
    ("修好了", "satisfied"),
    ("修好了,谢谢师傅", "satisfied"),
    ("谢谢", "unsure"),
    ("👍", "satisfied"),
    ("[强][强]", "satisfied"),
    ("5分", "satisfied"),
    ("不错", "satisfied"),
    ("没问题了", "satisfied"),
    ("满意,谢谢师傅", "satisfied"),
    ("可以了", "satisfied"),
    ("可以了,亮了", "satisfied"),
    ("好了好了", "satisfied"),
    ("水来了", "satisfied"),
    ("师傅人很好,修得快", "satisfied"),
    ("没用,还在滴", "unsolved"),
    ("根本没来", "unsolved"),
    ("来看了一下就走了", "unsolved"),
    ("不漏了", "satisfied"),
    ("2", "mostly"),
    ("还行", "mostly"),
    ("还可以吧", "mostly"),
    ("基本满意", "mostly"),
    ("基本满意吧", "mostly"),
    ("一般般", "mostly"),
    ("3分", "mostly"),
    ("3", "unsolved"),
    ("没解决", "unsolved"),
    ("不满意", "unsolved"),
    ("不满意,来了一趟就走了", "unsolved"),
    ("还是坏的", "unsolved"),
    ("没修", "unsolved"),
    ("没修好", "unsolved"),
    ("又坏了", "unsolved"),
    ("来了一趟就走了", "unsolved"),
    ("还在漏", "unsolved"),
    ("谢谢,但是没修好", "unsolved"),
    ("1星", "unsolved"),
    ("可以拼车吗", None),
    ("今晚吃什么", None),
    ("5栋电梯又坏了", None),
    ("修好了吗", None),
    ("什么时候解决", None),
    ("很好吃的紫菜要的接龙", None),
    ("", None),
)


@pytest.mark.parametrize(("text", "value"), VERDICTS)
def test_how_satisfied_somebody_is(text: str, value: str | None) -> None:
    assert value == _value(text, Question.EVALUATION)


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        ("满意 3", "satisfied", 3),
        ("3 满意", "satisfied", 3),
        ("满意3", "satisfied", 3),
        ("#12 没解决", "unsolved", 12),
        ("没解决 3", "unsolved", 3),
        ("没解决 3,又不亮了", "unsolved", 3),
        ("FQ-20261123-007 基本满意", "mostly", 7),
        ("满意", "satisfied", None),
        ("3", "unsolved", None),
    ],
)
def test_a_case_number_may_stand_beside_the_evaluation(text: str, value: str, number: int | None) -> None:
    answer = read_answer(text, Context(question=Question.EVALUATION))
    assert answer is not None
    assert (value, number) == (answer.value, answer.number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "1"),
        ("第2个", "2"),
        ("选3", "3"),
        ("#12", "#12"),
        ("5号", "#5"),
        ("1和3", "1 3"),
        ("#5 #7", "#5 #7"),
        ("都接", "all"),
        ("全部", "all"),
        ("二", "2"),
        ("是第一个", "1"),
        ("0", "0"),
        ("都不是", None),
        ("3栋", None),
        ("1楼漏水", None),
        ("", None),
    ],
)
def test_one_of_a_list_is_chosen_by_its_number(text: str, value: str | None) -> None:
    assert value == _value(text, Question.CHOICE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("水管一直漏水", "水管一直漏水"),
        ("3栋灯不亮", "3栋灯不亮"),
        ("漏水", "漏水"),
        ("3栋2单元", None),
        ("谢谢", None),
        ("好的", None),
        ("在吗", None),
        ("进度 3", None),
        ("", None),
    ],
)
def test_the_problem_is_told_in_words_of_its_own(text: str, value: str | None) -> None:
    assert value == _value(text, Question.PROBLEM)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("换了门禁主板", "换了门禁主板"),
        ("灯泡已换,试过亮了", "灯泡已换,试过亮了"),
        ("已处理", None),
        ("已经修好了", None),
        ("处理完毕", None),
        ("弄好", None),
        ("接单 5", None),
        ("收到", None),
        ("", None),
    ],
)
def test_proof_says_what_was_done(text: str, value: str | None) -> None:
    assert value == _value(text, Question.PROOF)


def test_without_a_question_nothing_is_an_answer() -> None:
    assert read_answer("3栋", Context()) is None


@pytest.mark.parametrize(
    ("text", "first", "value"),
    [
        ("好了", True, "satisfied"),
        ("可以", True, "unsure"),
        ("1", True, "unsure"),
        ("不行", True, "unsure"),
        ("好的", True, None),
        ("谢谢", True, None),
        ("可以", False, None),
        ("1", False, None),
        ("满意", False, "satisfied"),
    ],
)
def test_hours_after_the_question_bare_words_are_asked_about_when_they_are_the_first(
    text: str, first: bool, value: str | None
) -> None:
    context = Context(question=Question.EVALUATION, lately=False, first=first, compound="金辉华府")
    answer = read_answer(text, context)
    assert value == (answer.value if answer else None)


@pytest.mark.parametrize(
    ("text", "in_group", "told"),
    [
        ("还是滴水", True, True),
        ("地上的砖没铺平", True, True),
        ("今晚吃什么", True, False),
        ("哈哈", True, False),
        ("谢谢", True, False),
        ("下面那个角落", True, False),
        ("下面那个角落", False, True),
        ("师傅什么时候再来?", False, False),
        ("进度", False, False),
    ],
)
def test_what_is_still_wrong_is_told_in_a_group_by_words_of_trouble(
    text: str, in_group: bool, told: bool
) -> None:
    context = Context(question=Question.REASON, compound="金辉华府" if in_group else None)
    assert told == (read_answer(text, context) is not None)


def test_a_long_row_of_praise_is_read_quickly() -> None:
    assert verdict("很好" * 19 + "吃") is None


@given(st.text(max_size=300), st.sampled_from(Question))
def test_any_text_may_answer_any_question_without_error(text: str, question: Question) -> None:
    answer = read_answer(text, Context(question=question))
    assert answer is None or answer.to is question
