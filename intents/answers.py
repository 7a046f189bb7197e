"""Bare answers to what the bot has asked: a place, yes or no, how satisfied, which of a list."""

import re
from collections.abc import Callable
from dataclasses import replace

from intents.model import Answer, Context, Place, Question, Role
from intents.numbers import NUMERAL, arabic
from intents.orders import read_order
from intents.places import find_place, strip_places
from intents.verdicts import tells_why, verdict

_REST_OF_PLACE = 10  # characters that may stand beside a place which answers "where?"
_LONGEST_YES = 16
_ENDS = r"[\s,.。!~、]*$"
_TAIL = (
    rf"(?:谢谢|感谢|哈|啦|了|吧|的|哦|啊|呀|呢|您|你|一下|麻烦|[\s,。!]|\[[^\[\]]{{1,6}}\]|[👌👍🙏])*{_ENDS}"
)

_YES = re.compile(
    rf"(?:(?:1|要|是的?|好的?|行|嗯|对|可以|登记|需要|麻烦|ok|yes|y|帮我|请|同意|有劳|👌|👍)[\s,、]*)+{_TAIL}",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"(?:0|不|不用|不要|不是|不需要|不必|算了|没事|没有|不登记|别|no|n|否|取消){_TAIL}", re.IGNORECASE
)

_CHOSEN = re.compile(
    r"(?:我?选|回)?\s?([123])(?:吧|哈|号)?[\s,.。!~]*(?:谢谢.{0,3}|多谢|感谢.{0,3}|辛苦.{0,3})?[\s.。!~]*"
)
_DIGIT = {"1": "satisfied", "2": "mostly", "3": "unsolved"}
_NUMBER = re.compile(
    r"(?:#|[A-Za-z]{2,4}-?\d{8}-)0*(\d{1,6})(?!\d)|^0*(\d{1,6})号?(?![\d分星栋楼天个])|(?<=[\s,意决好了])0*(\d{1,6})号?(?=[,。!~\s]|$)"
)

_ONE = rf"(?:第|#|№)?\s?(?:{NUMERAL}|\d{{1,6}})\s?(?:个|号|条|件|项|单)?"
_CHOICE = re.compile(
    rf"(?:是|选|要|回复?|就|我选|我要)?\s?({_ONE}(?:\s?[,、和跟与]\s?{_ONE}|\s{_ONE})*)(?:都|吧|的|那个|那件|接|要|\s)*{_ENDS}"
)
_EACH = re.compile(rf"(#|№)?\s?({NUMERAL}|\d{{1,6}})\s?(号)?")
_ALL_OF_THEM = re.compile(
    rf"(?:我|两个|三个|这些)?(?:全部?|都|所有的?|全都)(?:我|要|接|是|来|办|的|了|吧|收|到|选)*{_ENDS}"
)
_BARE_BUILDING = re.compile(rf"(?:在|是)?\s?([A-Za-z]?\d{{1,2}}|{NUMERAL}){_ENDS}")
_SPACED = re.compile(rf"(?:在|是)?\s?([A-Za-z]?\d{{1,2}})[-\s,.]+(\d{{1,2}})(?:[-\s,.]+(\d{{3,4}}))?{_ENDS}")
_LOCATIVE = re.compile(
    r"^.{1,16}(?:旁边?|门口|路口|那里|那边|这边|附近|里面?|前面?|后面?|下面?|上面?|口|处|对面|边上|中间|外面)(?:那里|那边|啊|吧|的|呢)?[。!]?$"
)

_CHATTER = re.compile(
    r"(?:[\d\s]+|收到|好的?|好嘞|ok|嗯+|哦+|谢谢.{0,4}|感谢.{0,4}|辛苦.{0,4}|没事了?|没什么|不用了?|算了|在吗|在|你好|您好|哈+|早|早安|晚安|不知道|[?!。,.]+)"
    + _ENDS,
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"(?:还没|没有?|未)(?:有|能)?(?:[修弄换搞办整装]|处理|解决)")
_BARE_DONE = re.compile(
    r"(?:已经?|都|全部|我)?(?:处理|修|弄|搞|办|解决|完成|维修|换)(?:理|好|完|掉|定|结|毕)*(?:了|啦)?" + _TAIL
)


def read_answer(text: str, context: Context) -> Answer | None:
    """The answer in a normalised message to `context.question`; None when the message is something else."""
    if context.question is None:
        return None
    return _READERS[context.question](text.strip(), context)


def _place(text: str, context: Context) -> Answer | None:
    place = _bare_place(text, context) or find_place(text, context)
    if place and len(strip_places(text)) <= _REST_OF_PLACE:
        return Answer(to=Question.PLACE, value=text, place=place)
    if not place and len(text) > 1 and _LOCATIVE.match(text):
        return Answer(to=Question.PLACE, value=text, place=Place(spot=text))
    return None


def _bare_place(text: str, context: Context) -> Place:
    """3 · 3-2 · 3 2 501: numbers alone, which only an asked question makes a place."""
    if spaced := _SPACED.match(text):
        return Place(building=_building(spaced[1]), unit=arabic(spaced[2]), room=spaced[3])
    bare = _BARE_BUILDING.match(text)
    if bare and (not context.buildings or _building(bare[1]) in context.buildings):
        return Place(building=_building(bare[1]))
    return Place()


def _building(text: str) -> str:
    return text.upper() if text[0].isascii() and text[0].isalpha() else arabic(text)


def _register(text: str, context: Context) -> Answer | None:
    if len(text) > _LONGEST_YES:
        return None
    if _NO.match(text):
        return Answer(to=Question.REGISTER, value="no")
    return Answer(to=Question.REGISTER, value="yes") if _YES.match(text) else None


def _evaluation(text: str, context: Context) -> Answer | None:
    """Free words on the work; the first bare ones (可以, 1) hours after the question are asked about, not counted."""
    answer = _judged(text, context)
    if answer is not None or context.lately or not context.first:
        return answer
    maybe = _judged(text, replace(context, lately=True))
    if maybe is None or maybe.value == "unsure":
        return None
    return maybe if _DONE.search(text) else replace(maybe, value="unsure", told=False)


_DONE = re.compile(r"[好通亮行]了|可以了|[修弄搞]好")


def _judged(text: str, context: Context) -> Answer | None:
    if context.lately and (chosen := _CHOSEN.fullmatch(text)):
        return Answer(to=Question.EVALUATION, value=_DIGIT[chosen[1]])
    number = _number(text)
    said = verdict(
        _NUMBER.sub("", text).strip() if number else text, lately=context.lately or number is not None
    )
    if said is None or (said.value == "unsure" and _resident_order(text, context)):
        return None
    if said.value == "unsolved" and number is None and find_place(text, context).building:
        return None  # 5栋电梯又坏了 is a new report
    return Answer(to=Question.EVALUATION, value=said.value, number=number, told=said.told)


def _resident_order(text: str, context: Context) -> bool:
    return read_order(text, Role.RESIDENT, context, addressed=False) is not None


def _number(text: str) -> int | None:
    match = _NUMBER.search(text)
    return int(next(filter(None, match.groups()))) if match else None


def _choice(text: str, context: Context) -> Answer | None:
    if _ALL_OF_THEM.match(text):
        return Answer(to=Question.CHOICE, value="all")
    match = _CHOICE.match(text)
    if match is None:
        return None
    each = [
        f"{'#' if sign or case else ''}{arabic(number)}" for sign, number, case in _EACH.findall(match[1])
    ]
    return Answer(to=Question.CHOICE, value=" ".join(each))


def _problem(text: str, context: Context) -> Answer | None:
    said = strip_places(text)
    if len(said) < 2 or _CHATTER.match(text) or _orders(text, Role.RESIDENT, context):
        return None
    return Answer(to=Question.PROBLEM, value=text, place=find_place(text, context))


def _proof(text: str, context: Context) -> Answer | None:
    if (
        len(text) < 4
        or _NOT_YET.search(text)
        or _CHATTER.match(text)
        or _BARE_DONE.match(text)
        or _orders(text, Role.STAFF, context)
    ):
        return None
    return Answer(to=Question.PROOF, value=text)


def _reason(text: str, context: Context) -> Answer | None:
    """What is still wrong; in private, where nobody else is spoken to, whatever words are said."""
    if len(text) < 2 or _CHATTER.match(text) or _orders(text, Role.RESIDENT, context):
        return None
    if not (tells_why(text) or (context.compound is None and "?" not in text)):
        return None
    return Answer(to=Question.REASON, value=text)


def _orders(text: str, role: Role, context: Context) -> bool:
    """Whether a free text is plainly a command to the bot instead."""
    order = read_order(text, role, context, addressed=role is not Role.RESIDENT)
    return order is not None and (not order.doubtful or order.person is not None)


_READERS: dict[Question, Callable[[str, Context], Answer | None]] = {
    Question.PLACE: _place,
    Question.PROBLEM: _problem,
    Question.REGISTER: _register,
    Question.EVALUATION: _evaluation,
    Question.CHOICE: _choice,
    Question.PROOF: _proof,
    Question.REASON: _reason,
}
