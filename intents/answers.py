"""Bare answers to what the bot has asked: a place, yes or no, how satisfied, which of a list."""

import re
from collections.abc import Callable
from dataclasses import replace

from intents.model import Answer, Context, Place, Question
from intents.numbers import NUMERAL, arabic
from intents.places import find_place, strip_places

_REST_OF_PLACE = 10  # characters that may stand beside a place which answers "where?"
_LONGEST_VERDICT = 60  # characters of an evaluation; who writes more, tells something else
_ENDS = r"[\s,.。!~、]*$"
_TAIL = rf"(?:谢谢|感谢|哈|啦|了|吧|的|哦|啊|呀|呢|您|你|一下|麻烦|\[[^\]]{{1,6}}\]|[👌👍🙏])*{_ENDS}"

_YES = re.compile(
    rf"(?:1|要|是|好|行|嗯|对|可以|登记|需要|麻烦|ok|yes|y|要登记|是的|好的|帮我登记|请登记|登记一下|同意|有劳|👌|👍)+{_TAIL}",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"(?:0|不|不用|不要|不是|不需要|不必|算了|没事|没有|不登记|别|no|n|否|取消){_TAIL}", re.IGNORECASE
)

_UNSOLVED = re.compile(
    r"不满意|不行|太差|很差|差评|没(?:有)?(?:人|修|来|弄|处理|解决|换|通|好|动静|管|搞|用|效果|看到)|未解决|[又还](?:是)?(?:坏|漏|堵|停|不|没|有|一样|老样子)"
    r"|来了一趟就走|敷衍|应付|白来|骗人|假的"
)
_MOSTLY = re.compile(
    r"基本满意|基本上?(?:可以|好了|解决)|一般|还行|还可以|还好|凑合|马马虎虎|将就|过得去|勉强|差不多|比较满意|有待"
)
_SATISFIED = re.compile(
    r"满意|可以|很好|挺好|真好|不错|好了|修好|弄好|解决了|已解决|没问题|谢谢|感谢|辛苦|点赞|给力|很快|及时|棒|优秀|完美|OK|ok|👍|\[强\]|\[赞\]|\[玫瑰\]"
    r"|没再|不[漏堵]了|来[水电]了|亮了|好的|好评|嗯|行$"
)
_STARS = re.compile(r"([0-5])\s?(?:分|星|颗星)")
_DIGIT = {"1": "satisfied", "2": "mostly", "3": "unsolved"}
_NUMBER = re.compile(
    r"(?:#|[A-Za-z]{2,4}-?\d{8}-)0*(\d{1,6})|^0*(\d{1,6})号?(?![\d分星栋楼])|(?:[\s,])0*(\d{1,6})号?$|(?<=[意决好])(\d{1,6})$"
)

_CHOICE = re.compile(
    rf"(?:是|选|要|回复?|就|我选)?\s?(?:第|#)?\s?({NUMERAL}|\d{{1,6}}|0)\s?(?:个|号|条|件|项|吧|的|那个)*{_ENDS}"
)
_BARE_BUILDING = re.compile(rf"(?:在|是)?\s?([A-Za-z]?\d{{1,2}}){_ENDS}")
_SPACED = re.compile(rf"(?:在|是)?\s?([A-Za-z]?\d{{1,2}})[-\s,.]+(\d{{1,2}})(?:[-\s,.]+(\d{{3,4}}))?{_ENDS}")
_LOCATIVE = re.compile(
    r"^.{1,16}(?:旁边?|门口|路口|那里|那边|这边|附近|里面?|前面?|后面?|下面?|上面?|口|处|对面|边上|中间|外面)(?:那里|那边|啊|吧|的|呢)?[。!]?$"
)

_CHATTER = re.compile(
    r"(?:[\d\s]+|收到|好的?|好嘞|ok|嗯+|哦+|谢谢.{0,4}|感谢.{0,4}|辛苦.{0,4}|没事了?|没什么|不用了?|算了|在吗|在|你好|您好|哈+|早|早安|晚安|不知道|[?!。,.]+)"
    + _ENDS,
    re.IGNORECASE,
)
_BARE_DONE = re.compile(
    r"(?:已经?|都|全部|我)?(?:处理|修|弄|搞|办|解决|完成|维修|换)(?:理|好|完|掉|定|结|毕)*(?:了|啦)?" + _TAIL
)


def read_answer(text: str, context: Context) -> Answer | None:
    """The answer in a normalised message to `context.question`; None when the message is something else."""
    if context.question is None:
        return None
    return _READERS[context.question](text.strip(), context)


def verdict(text: str) -> str | None:
    """How satisfied somebody is: "satisfied", "mostly", "unsolved", or None when the text does not say."""
    if stars := _STARS.search(text):
        return "satisfied" if stars[1] in "45" else "mostly" if stars[1] == "3" else "unsolved"
    if _UNSOLVED.search(text):
        return "mostly" if _MOSTLY.search(text) and "不满意" not in text else "unsolved"
    if _MOSTLY.search(text):
        return "mostly"
    return "satisfied" if _SATISFIED.search(text) else None


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
    return text.upper() if text[0].isalpha() else arabic(text)


def _register(text: str, context: Context) -> Answer | None:
    if _NO.match(text):
        return Answer(to=Question.REGISTER, value="no")
    return Answer(to=Question.REGISTER, value="yes") if _YES.match(text) else None


def _evaluation(text: str, context: Context) -> Answer | None:
    bare = text.rstrip("。.!~ ")
    if bare in _DIGIT:
        return Answer(to=Question.EVALUATION, value=_DIGIT[bare])
    said = verdict(text) if len(text) <= _LONGEST_VERDICT and not find_place(text, context).building else None
    return Answer(to=Question.EVALUATION, value=said, number=_number(text)) if said else None


def _number(text: str) -> int | None:
    match = _NUMBER.search(text)
    return int(next(filter(None, match.groups()))) if match else None


def _choice(text: str, context: Context) -> Answer | None:
    match = _CHOICE.match(text)
    return Answer(to=Question.CHOICE, value=arabic(match[1])) if match else None


def _problem(text: str, context: Context) -> Answer | None:
    said = strip_places(text)
    if len(said) < 2 or _CHATTER.match(text):
        return None
    return Answer(to=Question.PROBLEM, value=text, place=find_place(text, context))


def _proof(text: str, context: Context) -> Answer | None:
    if len(text) < 4 or _CHATTER.match(text) or _BARE_DONE.match(text):
        return None
    return Answer(to=Question.PROOF, value=text)


_READERS: dict[Question, Callable[[str, Context], Answer | None]] = {
    Question.PLACE: _place,
    Question.PROBLEM: _problem,
    Question.REGISTER: _register,
    Question.EVALUATION: _evaluation,
    Question.CHOICE: _choice,
    Question.PROOF: _proof,
}
