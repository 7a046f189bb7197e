"""What staff dictate or write in whole sentences to the bot: 三号那个我已经到了, 3栋的我去看看."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from intents.numbers import CHINESE_NUMERAL, NUMERAL, arabic, case_numbers

_WITHIN = 120  # characters; who tells more tells a story


class Needs(Enum):
    """What must stand beside a phrase so that it orders something."""

    NUMBER = auto()
    NOTHING = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A verb in a sentence, the cases that it names, and what else is said."""

    verb: str
    cue: str
    numbers: tuple[int, ...]
    rest: str
    everything: bool


_ME = r"(?:我们?|俺|咱们?|本人)"
_SOON = r"(?:马上|现在|这就|就|等下|等会儿?|一会儿?|待会儿?|先|来|去|正|立马|立刻|尽快|这边|今天|下午|上午|晚上|明天)*"
_DONE = (
    r"(?:[修弄换搞办整装清补拆贴通做扫搬关焊堵封抽捞刷铺填拧挖剪移拖挪喷]|处理|解决|疏通|清理|更换|维修|协调|调解|收拾|打扫|安装|联系)"
    r"(?:好|完|妥|掂|定|理|通|干净|结|掉|上|走|到位|完毕)*(?:了|咯|啦|嘞|喽|哒)"
)
_WHOLLY_DONE = (  # 换好了, 清完了: done also without a case's name
    r"(?:[修弄换搞办整装清补拆贴通扫搬焊封抽捞刷铺填拧挖剪挪]|处理|解决|疏通|清理|更换|维修|协调|调解|打扫|安装)"
    r"(?:好|完|妥|掂|定|干净|到位|完毕)+(?:了|咯|啦|嘞|喽|哒)"
)
_WRITTEN: tuple[tuple[str, Needs, tuple[str, ...]], ...] = (  # the first that is found is meant
    ("transfer", Needs.NUMBER, (r"转(?:给|交|办|派|到)?", r"[交派]给",
                                r"(?:换|让|叫|请)(?=.{1,4}(?:去|来|处理|接|跟)(?:吧|一下)?$)")),
    ("return", Needs.NUMBER, (r"退(?:回|了|掉|单|给|$)",)),
    ("merge", Needs.NUMBER, (r"同一?[件个回]?(?:事|问题|诉求)", r"一样的", r"重复", r"并了", r"合(?:并|到|在)", r"并(?:到|入|案|进|在)")),
    ("extend", Needs.NUMBER, (r"延(?:期|长|后|到|迟|[几\d一二两三四五]天)", r"宽限", r"[缓晚拖][几\d一两二三]天", r"推迟",
                              r"往后[推拖]")),
    ("resume", Needs.NUMBER, (r"(?:可以|能|先|再|给我|帮我)恢复(?!正常)", r"恢复办", r"取消挂", r"不(?:用|再)挂",
                              r"(?:重新|接着|继续)(?:开始)?(?:办|弄|做|修|处理)")),
    ("park", Needs.NUMBER, (r"挂[账帐]", r"先挂")),
    ("supervise", Needs.NUMBER, (r"督办", r"盯(?:紧|一下|着点)")),
    ("retype", Needs.NUMBER, (r"类[型别]?(?:不对|错|选错|有误|弄错|更?改|更正)", r"分错", r"^改(?![天日装造好完了])",
                              r"应该(?:是|算|归)", r"改[成为]", r"归到", r"归类?(?:为|成)")),
    ("nudge", Needs.NUMBER, (r"催",)),
    ("nudge", Needs.NOTHING, (r"^(?:帮我|给我|再)?催[催一]?[下催]?(?:他们?|她们?|物业|那边|师傅|维保)",)),
    ("remark", Needs.NUMBER, (r"(?:记|备注|标注|写)(?:一下|一笔|上|个|着)", r"备注")),
    ("resolve", Needs.NUMBER, (_DONE,)),
    ("resolve", Needs.NOTHING, (_WHOLLY_DONE, rf"(?:栋|楼|单元|门口|[灯管盖门锁泵])[^,。]{{0,4}}{_DONE}", r"办结", r"[结销]单",
                                r"搞[定掂]", r"办妥", r"完事", r"完工", r"弄妥", r"不[漏堵响臭滴]了", r"恢复(?:正常|了)",
                                r"[来有]水了", r"来电了", r"扑灭", r"(?<!漂)亮了")),
    ("resolve", Needs.NUMBER, (r"(?<![你您大家])好了", r"完成了?", r"结了", r"可以了", r"没问题了", r"ok了", r"done")),
    ("arrive", Needs.NOTHING, (rf"{_ME}.{{0,4}}(?:到|在).{{0,8}}(?:楼下|现场|门口|地方)", r"到(?:达)?现场", r"在现场",
                               r"^(?:人)?(?:已经|刚|都)?到[了啦咯]")),
    ("arrive", Needs.NUMBER, (r"到(?:位|达|那|这)?(?:了|啦|咯|喽)", r"到场", r"在现场")),
    ("detail", Needs.NUMBER, (r"[讲说]的?(?:什么|啥)", r"给我看")),
    ("accept", Needs.NOTHING, (rf"{_ME}{_SOON}(?:过?去|来)(?:看看|看一下|瞧瞧|处理|一趟|瞅瞅)(?!你|他|她|书)", r"^交给我", r"包在我身上")),
    ("accept", Needs.NUMBER, (r"接", r"归我", r"[给算]我(?:吧|的|来|$)", r"领[了走]",
                              rf"{_ME}.{{0,4}}(?:来|去|上|跟进|处理|负责|看|弄|搞|管|办|收)", r"收到", r"马上[到去来过]", r"在路上",
                              r"这就[去来]", r"ok")),
    ("detail", Needs.NUMBER, (r"(?:什么|啥|怎么个?)(?:情况|内容|问题|事)", r"详情", r"详细", r"到哪一?步", r"看看", r"看一下",
                              r"查一下", r"在哪")),
)  # fmt: skip
_PHRASES = tuple(
    (verb, needs, re.compile("|".join(phrases), re.IGNORECASE)) for verb, needs, phrases in _WRITTEN
)
_DENIED = re.compile(
    r"(?:没|不|未|别|无法|谁|快|还差|差点|等|准备|打算|是否|能|才|要不)(?:有|能|要|会|是|再|怎么)?我?$"
)
_MAY_I = re.compile(r"能不能|可不可以|可以不可以|要不要|行不行")
_LATER = re.compile(r"(?:明天|后天|下周|下午|晚上|回头|改天|等会儿?|待会儿?|一会儿?)[^,。]{0,6}$")
_ASKS = re.compile(r"(?:吗|么|没|没有|呢|不|\?)[\s?。!]*$")
_WANTS = re.compile(r"^(?:可以|能不能|能|可不可以|麻烦|请).{0,3}(?:帮|给|把|催|转)")
_MENTION = re.compile(
    r"(?:#|№|[Nn][Oo]\.?\s?|工?单号?:?\s?|第)\d{1,6}(?!\d)"
    r"|(?<![\d月.-])\d{1,6}(?:号单?|单)(?!楼|院|门|电梯|线|岗)"
    r"|^\d{1,6}(?=[\s,、]*[\u4e00-\u9fffA-Za-z\d#])|(?<=[给把下])\s?\d{1,6}(?!\d)|(?<=[到在])\d{1,6}(?=了|现场)|(?<=\s)\d{1,6}$"
    rf"|第?(?<![\d月十])(?:{CHINESE_NUMERAL})(?:号单?(?!楼|院|门|电梯|线|岗)|(?<![一两])单)"
    r"|(?<![\d.-])\d{1,6}(?=[\s,]?(?:我|都|已经|给|帮|这|那|全|归))"
)
_BRIEF = 24  # characters in which an order without a number may stand
_PRIVATE = re.compile(r"[你他她妈爸饭课考]|作业|论文|老公|老婆|孩子|快递|电影")  # talk of one's own
_ALL = re.compile(r"^(?:这些|那些|这几[个件单]|[两三几]个)?我?(?:全部?|都|所有的?|统统)(?:我|都|要|给)*")
_REFERS = re.compile(
    r"[这那][个单件条户](?!人|谁|时候|师傅|我就|啥|什么)|[这那](?:里|边)的"
    rf"|第(?:{NUMERAL})[个条项](?!月|人|星期|礼拜)|头一[个条项]|最后一[个条项]"
)
_BARE = re.compile(rf"第?({CHINESE_NUMERAL})单")
_MENTIONS = 4  # that may turn out to be no case
_EDGES = re.compile(
    r"^(?:[\s,.。:;、!]|那个|这个|单子?|的|呢|啊|嘛|我这边|我(?=已|都|把|给)|已经|就是|给它)+|[\s,;、]+$"
)
_PADDING = re.compile(r"我?给它|(?<=了)好了$|我这边(?:已经)?")  # 我给它换了主板了好了
_INTO = re.compile(r"[到进入跟和与]\s?#?(\d{1,6})(?!\d)")
_SUCH = frozenset({"accept", "arrive", "nudge"})  # what 全部 may order without a list


def spoken(text: str) -> Spoken | None:
    """The order in a normalised sentence that staff say to the bot, or None."""
    wanted = _WANTS.match(text)
    if len(text) > _WITHIN or (_ASKS.search(text) and not wanted and "情况" not in text and "啥" not in text):
        return None
    numbers, before, after = _named(text)
    said = f"{before}{after}".strip() if numbers else text
    all_of = None if numbers else _ALL.match(text)
    if not numbers and (len(text) > _BRIEF or _PRIVATE.search(text)):
        return None
    numbered = bool(numbers) or all_of is not None or _REFERS.search(text) is not None
    for verb, needs, pattern in _PHRASES:
        match = pattern.search(said)
        if match and (numbered or needs is Needs.NOTHING) and _stands(verb, said, match):
            everything = all_of is not None and verb in _SUCH
            rest = _rest(verb, said, match)
            if verb == "merge" and (into := _INTO.search(said)):
                last = int(into[1])
                numbers, rest = (*(number for number in numbers if number != last), last), ""
            return Spoken(verb=verb, cue=match[0], numbers=numbers, rest=rest, everything=everything)
    return None


def _named(text: str) -> tuple[tuple[int, ...], str, str]:
    """The first cases that call themselves so, with what stands before and after them."""
    for mention in islice(_MENTION.finditer(text), _MENTIONS):
        numbers, end = case_numbers(text, mention.start())
        if not numbers and (bare := _BARE.fullmatch(mention[0])):
            numbers, end = (int(arabic(bare[1])),), mention.end()
        if numbers:
            return numbers, text[: mention.start()], text[end:]
    return (), "", text


def _stands(verb: str, said: str, match: re.Match[str]) -> bool:
    """Whether nothing before the phrase denies it or puts it off."""
    before = said[max(0, match.start() - 12) : match.start()]
    if _DENIED.search(_MAY_I.sub("", before)):
        return False
    return not (verb in ("resolve", "arrive") and _LATER.search(before))


def _rest(verb: str, said: str, match: re.Match[str]) -> str:
    """What is said besides the verb itself: of 办结 the whole, since it tells what was done."""
    if verb == "resolve":
        rest = _PADDING.sub("", _EDGES.sub("", said))
        return "" if len(rest) <= len(match[0]) + 1 else rest
    if verb in ("accept", "arrive", "nudge", "detail"):
        return ""
    if verb == "return":
        return _EDGES.sub("", said[: match.start()] + said[match.end() :])
    return _EDGES.sub("", said[match.end() :])
