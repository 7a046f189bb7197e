"""How probable it is that a message opens a case: the sum of both shelves as log-odds, with its reasons."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from intents.fitted import Weights
from intents.model import Evidence, Message
from intents.speech import Speech
from intents.topics import Topic

MOST_WRITTEN = 7.0  # points of the written shelf: topic and way of speaking at their most
ANY_MARKS = frozenset({"placed", "calling"})  # that any line of a group's talk may have
_TOPIC_AT_MOST = 5.0
_SPEECH_AT_LEAST = -5.0
_PLAIN, _FEW = 2.2, 10  # points of the written shelf, characters
_REASONS = 6

OPENED = 1.3  # log-odds that the alarm of a message needs less when it opens a case anyway
RULED = -2.5  # log-odds of danger that are enough where a rule finds an alarm word
_OFFICE = re.compile("物业|网格|社区|居委|管家|客服|保安|业委会|书记|维修|工程")
_LETTER_FROM, _LETTER_TO = 6, 60  # characters
_OFFICIAL = re.compile(
    r"小区|社区|花园|家园|新村|公寓|大道|街道|工业园|开发区|居民|业主|市民|群众|村民|村委|政府|部门|开发商|有限公司|工厂"
    r"|[A-Z]\d{0,2}[市县区镇乡]|[\u4e00-\u9fff]{2}[县镇乡](?![下里村])|[\u4e00-\u9fff]{2}村(?![里口头])"
    r"|[^一上马铁公网半线套思在]路(?![上边过由口费])|办理|申请|政策|咨询|投诉|举报|反映|请求|请问|建议|能否|是否|如何|为何|何时"
    r"|户口|医保|社保|养老|补贴|房产证|公积金|生育|退休|证明"
)
_TALKING = re.compile(r"[啊呀呢吧嘛哈咧咯啦哦哎喂俺咱嗯噢哇~\[]|[.。]{2}|、、")

Reason = tuple[str, str, float]  # cue, source, weight


class Facts(NamedTuple):
    """What the written shelf makes of one text: topics heaviest first, way of speaking, the points of both.

    `alarm` when a rule finds an emergency, `outage` when one finds a short outage that is placed or shared,
    `placed` when a building or the whole of it is named, `stated` when a problem is stated, not just mentioned.
    """

    ranked: Sequence[Topic]
    said: Speech
    written: float
    alarm: bool
    outage: bool
    placed: bool
    stated: bool


def score(points: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))


def logit(probability: float) -> float:
    """A probability as log-odds."""
    inside = max(1e-9, min(1 - 1e-9, probability))
    return math.log(inside / (1 - inside))


def written(ranked: Sequence[Topic], said: Speech) -> float:
    """The points of the written shelf; a way of speaking weighs nothing without a topic to speak of."""
    if not ranked:
        return 0.0
    return min(_TOPIC_AT_MOST, ranked[0].weight) + max(_SPEECH_AT_LEAST, said.weight)


def around(facts: Facts, message: Message, *, quoting: bool, calling: bool = False) -> tuple[str, ...]:
    """The marks of a message besides its words.

    A place, a rule's alarm, a problem in few words and nothing besides (楼道灯坏了), a quoted line, an office that is called
    (@物业), said to the bot, said by nobody who is known (so no line of a group's talk), and that in the form of a letter to an office.
    """
    plain = facts.stated and facts.written >= _PLAIN and facts.said.weight >= 0
    marks = {
        "placed": facts.placed,
        "plain": plain and len(message.text) <= _FEW,
        "alarm": facts.alarm,
        "letter": not message.sender and is_letter(message.text),
        "quoting": quoting,
        "calling": calling,
        "addressed": message.addressed,
        "private": message.group is None,
        "alone": not message.sender,
    }
    return tuple(mark for mark, there in marks.items() if there)


def calls_office(mentions: Iterable[str]) -> bool:
    """Whether somebody is mentioned whose office it is to help."""
    return any(_OFFICE.search(name) for name in mentions)


def is_letter(text: str) -> bool:
    """Whether a text reads like the subject of a letter to an office: 关于…的问题, 请求…, 某路某小区….

    Such words are rare in talk (0.9 % of everyday messages), and small talk's particles are rare in letters.
    """
    return (
        _LETTER_FROM <= len(text) <= _LETTER_TO and not _TALKING.search(text) and bool(_OFFICIAL.search(text))
    )


def beyond(weights: Weights, facts: Facts, marks: Iterable[str]) -> float:
    """What the written shelf and the marks add to the sum of the fitted cues."""
    return weights.written * facts.written + sum(weights.around.get(mark, 0.0) for mark in marks)


def why(
    topics: Iterable[Topic], said: Speech, extra: Iterable[Reason], worth: float = 1.0
) -> tuple[Evidence, ...]:
    """The heaviest reasons, largest first; a written point is `worth` so many log-odds."""
    reasons = [
        (match.cue, f"{match.shelf}:{topic.code}", worth * match.weight)
        for topic in topics
        for match in topic.matches
    ]
    reasons += [(cue, f"speech:{name}", worth * weight) for cue, name, weight in said.shown]
    return evidence([*reasons, *extra])


def evidence(reasons: Iterable[Reason]) -> tuple[Evidence, ...]:
    """The heaviest reasons, largest first."""
    heaviest = sorted(reasons, key=_heaviest)[:_REASONS]
    return tuple(
        Evidence(cue=cue, source=source, weight=round(weight, 2)) for cue, source, weight in heaviest
    )


def _heaviest(reason: Reason) -> float:
    return -abs(reason[2])
