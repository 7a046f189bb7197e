"""Despair and violence in the family: few plain words that no lexicon may lose, and who may hear of them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Crisis:
    """What it is, as a type of request, and the `kind` that is kept for private ears; None for a public danger."""

    type: str
    kind: str | None
    cue: str


_SELF = re.compile(
    r"不想活|活不下去|活着(?:真|好|也)?没(?:有)?(?:什么)?意思|想(?:去)?死了?算了|死了算了|(?:想|要|去)自杀|轻生"
    r"|割腕|(?<!有人)(?<!他)(?<!她)(?:我|真)?想跳(?:楼|河|海)|没脸活|遗书"
    r"|[撑熬]不下去了.{0,6}(?:药|绳子|刀|天台|楼顶)"
)
_JUMPER = re.compile(
    r"(?:有人|有个|那人|他|她|男的|女的).{0,10}(?:要跳楼|想跳楼|跳楼了|跳下去|坐在楼顶边|站在楼顶边)"
    r"|[站坐翻爬][^,。]{0,8}(?:天台|楼顶|顶楼)[^,。]{0,4}(?:外|边上|边沿)(?!.*(?:[修装]|太阳能|光伏))"
)
_BEATEN = re.compile(
    r"(?:老公|老婆|丈夫|男人|爸|妈|儿子|女婿|婆婆|公公|他|她)(?:又|天天|喝了酒|一直|在家|老是){0,3}(?:打|掐|砍|踢)我(?![这那家手的电])"
    r"|家暴|被(?:老公|丈夫|男人|儿子|他)打|(?<!谁)(?<!没)(?:在|又|天天)?打(?:老婆|小孩|孩子|老人)(?!电话|针|疫苗|招呼|车|球)|虐待"
)
_MAY_BE = re.compile(
    "[活死杀轻割跳遗脸打掐砍踢暴虐坐站翻爬撑熬]"
)  # without one of these it is none: cheap, for every message
_NOT_MEANT = re.compile(
    r"哈哈|嘻嘻|笑死|\[?(?:捂脸|笑哭|偷笑|旺柴)\]?|加班|上班|作业|减肥|股票|基金|游戏|比赛|电视|小说|电影|新闻|听说"
    r"|追剧|[这那部短]剧|剧[里情]|女主|男主|主角|歌词|片子|博主|评论区|刷到|抖音|热搜|讲座|宣传|如果|要是|万一|以前|小时候"
)


def crisis(text: str) -> Crisis | None:
    """The crisis that a cleaned text tells of; None for jokes, stories and news."""
    if not _MAY_BE.search(text) or _NOT_MEANT.search(text):
        return None
    if found := _JUMPER.search(text):
        return Crisis(type="security", kind=None, cue=found[0])
    if found := _SELF.search(text):
        return Crisis(type="care", kind="self_harm", cue=found[0])
    if found := _BEATEN.search(text):
        return Crisis(type="care", kind="violence", cue=found[0])
    return None
