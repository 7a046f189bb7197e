"""Bare answers to what the bot has asked: a place, yes or no, how satisfied, which of a list."""

import re
from collections.abc import Callable

from intents.model import Answer, Context, Place, Question, Role
from intents.numbers import NUMERAL, arabic
from intents.orders import read_order
from intents.places import find_place, strip_places

_REST_OF_PLACE = 10  # characters that may stand beside a place which answers "where?"
_LONGEST_VERDICT = 40  # characters of an evaluation; who writes more, tells something else
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

_ASKED_BACK = re.compile(r"[?]|吗|什么时候|怎么")
_SURE: tuple[tuple[str, re.Pattern[str]], ...] = (  # found anywhere in a short message, in this order
    ("mostly", re.compile(r"基本(?:上)?(?:满意|可以|好了|解决)|比较满意|勉强满意")),
    (
        "unsolved",
        re.compile(
            r"不(?:太|是很|怎么)?满意|没(?:有)?(?:解决|修|处理|弄|搞)|未解决|又(?:坏|漏|堵|停|不)|来了一趟就走|白来|敷衍|差评"
            r"|还(?:是|在)?(?:坏|漏|滴|堵|响|臭|不[亮通行能]|老样子|一样|没[好修弄来])|白(?:修|弄|跑)|没人来过?|根本没来|看了一[下眼]就走"
        ),
    ),
    (
        "satisfied",
        re.compile(
            r"满意|(?:修|弄|处理|换|搞|办)好了|解决了|已解决|搞定了|好评|不[漏堵滴响臭]了|没(?:有)?再[漏坏堵停滴响]|可以了|好了好了"
            r"|(?:[灯都又]亮|[水电]来|通|能[用开走])了(?!没|吗)"
        ),
    ),
)
_BARE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(  # only when nothing else is said
    (value, re.compile(words, re.IGNORECASE))
    for value, words in (
        ("unsolved", r"不行|太差|很差|没用|没有用|没动静|没人来?|没来|没好|不好|坏的|骗人"),
        ("mostly", r"一般般?|还行|还可以|还好|凑合|马马虎虎|差不多|勉强|过得去"),
        (
            "satisfied",
            r"没问题|不错|可以|挺快|修得快|人[很真]?好|谢谢|感谢|多谢|辛苦|点赞|给力|及时|优秀|完美|来[水电]|ok|[好快棒嗯行亮👍👌]|\[[强赞]\]",
        ),
    )
)
_FILLER = re.compile(
    r"师傅|网格员|物业|你们|大家|已经|现在|今天|非常|[了啦的吧哈都很太真还就是挺呢呀啊哦您你]|[\s,.。!~、]|\[[^\[\]]{1,6}\]"
)
_STARS = re.compile(r"([0-5])\s?(?:分|颗?星)")
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


def verdict(text: str) -> str | None:
    """How satisfied somebody is: "satisfied", "mostly", "unsolved", or None when the text does not say."""
    if len(text) > _LONGEST_VERDICT or _ASKED_BACK.search(text):
        return None
    if stars := _STARS.search(text):
        return "satisfied" if stars[1] in "45" else "mostly" if stars[1] == "3" else "unsolved"
    sure = next((value for value, pattern in _SURE if pattern.search(text)), None)
    return sure or next((value for value, words in _BARE if _only(words, text)), None)


def _only(words: re.Pattern[str], text: str) -> bool:
    """Whether the text is these words and filler, nothing else."""
    rest, said = words.subn("", text)
    return said > 0 and not _FILLER.sub("", rest)


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
    bare = text.rstrip("。.!~ ")
    if bare in _DIGIT:
        return Answer(to=Question.EVALUATION, value=_DIGIT[bare])
    number = _number(text)
    value = verdict(_NUMBER.sub("", text).strip() if number else text)
    if value == "unsolved" and number is None and find_place(text, context).building:
        return None  # 5栋电梯又坏了 is a new report
    return Answer(to=Question.EVALUATION, value=value, number=number) if value else None


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


def _orders(text: str, role: Role, context: Context) -> bool:
    """Whether a free text is plainly a command to the bot instead."""
    order = read_order(text, role, context, addressed=False)
    return order is not None and not order.doubtful


_READERS: dict[Question, Callable[[str, Context], Answer | None]] = {
    Question.PLACE: _place,
    Question.PROBLEM: _problem,
    Question.REGISTER: _register,
    Question.EVALUATION: _evaluation,
    Question.CHOICE: _choice,
    Question.PROOF: _proof,
}
