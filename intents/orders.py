"""The command grammar, forgiving: what staff, secretary and residents order in a few words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.arguments import day_at_the_end, take_date, take_person
from intents.homophones import MISHEARD
from intents.model import Context, Evidence, Message, Order, Role
from intents.numbers import CHINESE_NUMERAL, case_numbers, named_cases
from intents.openings import AGREEING, LEAD_IN, signs_as_words
from intents.spoken import spoken
from intents.verbs import SENTENCES, VERBS, Takes, Verb

__all__ = ["SIGNS", "VERBS", "about_the_quote", "may_order", "read_order"]

_TYPOS = 1  # characters wrong or swapped in a command word of two or three: with two, anything is anything
_LOOSE_REST = 30  # characters that may follow a command word in a group without a number between


class Manner(IntEnum):
    """How sure a command word makes us, surest first."""

    STRICT = 0  # 接单: a command wherever it stands alone
    PLAIN = 1  # 同意: a command when spoken to the bot
    LOOSE = 2  # 收到: perhaps one
    SHORT = 3  # 接: one beside a number
    MISSPELT = 4  # 接但: perhaps one, beside a number


@dataclass(frozen=True, kw_only=True, slots=True)
class _Command:
    """A command word as it stands in a message, with what stands beside it."""

    name: str
    word: str
    manner: Manner
    numbers: tuple[int, ...] = ()
    rest: str = ""
    apart: bool = True  # something stands between the word and the rest

    @property
    def verb(self) -> Verb:
        return VERBS[self.name]


_GAP = re.compile(r"[\s,.。:;、!?~…()“”\"【】-]*")
_MEANWHILE = re.compile(  # 3号我已经到了, 3和5都办好了
    r"[\s,]*(?:这[两几]?[个件]|那[两几]?[个件]|[我俺咱]们?|都|全部?|已经|已|刚)+"
)
_DONE_HOW = re.compile(r"[换修把装清](?!.*(?:吗|么|没|没有|呢|\?)$)")  # 办好了换了个灯泡; no question
_POLITE = re.compile(
    r"(?:谢谢|感谢|多谢|辛苦|麻烦|您|你|哈|啦|了|吧|的|哦|噢|啊|呀|呢|哟|嘛|书记|小格|一下|单|号|件|有?哪些|有?多少|几件|看看|发我|[\s!.。,~?、]"
    r"|\[[^\[\]]{1,6}\]|[咯嘞咧呗哒滴]|[()“”\"【】]|[👌👍🙏💪🌹😊🫡🆗🤝✅😄😁🎉✔])*$"
)
_TOKEN = re.compile(r"[\u4e00-\u9fff]+|[a-z]+", re.IGNORECASE)
_NEXT = re.compile(r"[\s,.。;!]+")  # where another order may begin
_QUOTED = re.compile(r"#(\d{1,6})(?!\d)")
_HEAD = 24  # characters that show whether one does
_MOST_ORDERS = 8
_EVERYDAY = frozenset(  # no slips of a command word
    {
        "到家了",
        "到点了",
        "到齐了",
        "散场了",
        "改了",
        "退款",
        "催款",
        "接待",
        "接人",
        "办法",
        "备用",
        "转身",
        "到处",
    }
    | {f"{time}期" for time in "前后日学定长到短假近早"}
)
_FREE = frozenset({"remark", "missed", "notice", "goal", "criterion"})  # their text may say anything
_FILLER = re.compile(
    r"我|请.{0,2}假|休假|换班|调班|顶班|情况|汇总|总结|数据|[周日]报|值班表?|发?给我|一下|看看|发|[,。?!的]"
)
_WITHOUT_MORE = {"park": "parked"}  # 挂账 by itself asks for the list


def _owners() -> dict[str, list[tuple[str, Manner]]]:
    owners: dict[str, list[tuple[str, Manner]]] = {}
    for name, verb in VERBS.items():
        for manner, words in zip(Manner, (verb.words, verb.plain, verb.loose, verb.short), strict=False):
            for word in words:
                owners.setdefault(word, []).append((name, manner))
    return owners


_OWNERS = _owners()
_WORDS = re.compile(
    "|".join(
        f"{re.escape(word)}$" if word.isdecimal() else re.escape(word)  # 1 is a word only by itself
        for word in sorted(_OWNERS, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
_SENTENCES_FOR = {
    (role, addressed): tuple(
        sentence for sentence in SENTENCES if sentence.open_to(role, addressed=addressed)
    )
    for role in Role
    for addressed in (False, True)
}
_SPELLABLE = {  # the words that a typo may stand for: commands with case numbers, by word
    word: name
    for name, verb in VERBS.items()
    if Takes.NUMBER in verb.takes
    for word in verb.words
    if 2 <= len(word) <= 3
}

SIGNS = frozenset(  # without one of these or a number, what a resident says to the whole group is no order
    sign
    for signs in (
        *(verb.words for verb in VERBS.values()),
        *(verb.loose for verb in VERBS.values() if Role.RESIDENT in verb.roles),
        *(sentence.signs for sentence in _SENTENCES_FOR[Role.RESIDENT, False]),
    )
    for sign in signs
)
_MAY_BE_CASE = re.compile(rf"[0-9]|{CHINESE_NUMERAL}(?:号|$)")


def may_order(text: str, message: Message) -> bool:
    """Whether a normalised text without any of `SIGNS` may still be an order; cheap, for every message."""
    return message.addressed or message.role is not Role.RESIDENT or _MAY_BE_CASE.search(text) is not None


def read_order(text: str, role: Role, context: Context, addressed: bool) -> Order | None:
    """The order in a normalised message, or None.

    In a group without being addressed only the unmistakable counts; in private nearly everything does. A verb
    that `role` may not say is still read when unmistakable, so that the bot can refuse.
    """
    if role is Role.RESIDENT:
        return _one(text, role, context, addressed=addressed)
    orders = [
        order
        for part in _parts(text, role, context, addressed=addressed)
        if (order := _one(part, role, context, addressed=addressed))
    ]
    if not orders:
        return None
    first, *others = _joined(orders)
    return replace(first, then=tuple(others))


def about_the_quote(order: Order, quote: str | None) -> Order:
    """The order, about the one case that the quoted line of the bot names when it names none itself."""
    if not quote or order.numbers or order.everything or Takes.NUMBER not in VERBS[order.verb].takes:
        return order
    quoted = dict.fromkeys(map(int, _QUOTED.findall(quote)))
    return replace(order, numbers=tuple(quoted)) if len(quoted) == 1 else order


def _parts(text: str, role: Role, context: Context, *, addressed: bool) -> list[str]:
    """The message, cut where another order with a number of its own begins: 3办结 换了灯泡 5转给李强."""
    cuts = [0]
    heads = (gap.end() for gap in _NEXT.finditer(text) if _begins(text, gap.end(), role))
    for at in islice(heads, _MOST_ORDERS):
        part = text[cuts[-1] : at]
        if _is_free(part, role):
            break
        before = _one(part, role, context, addressed=addressed)
        if before and before.numbers and not _lists_on(before, part, text[at:], role):
            cuts.append(at)
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True)]


def _lists_on(before: Order, part: str, text: str, role: Role) -> bool:
    """Whether what seems another order is one more number of the same: 办结 2 3 都修好了."""
    if before.argument or not part.rstrip(" ,、")[-1:].isdecimal():
        return False
    return any(command.manner is Manner.LOOSE for command, first in _numbered(text[:_HEAD], role) if first)


def _joined(orders: list[Order]) -> list[Order]:
    """Orders of one kind that say no more than numbers, as one: 接单1,接单3."""
    joined = orders[:1]
    for order in orders[1:]:
        last = joined[-1]
        bare = order.numbers and not (order.argument or last.argument or order.person or order.on)
        if bare and (order.verb, last.person, last.on) == (last.verb, None, None):
            joined[-1] = replace(last, numbers=tuple(dict.fromkeys((*last.numbers, *order.numbers))))
        else:
            joined.append(order)
    return joined


def _begins(text: str, at: int, role: Role) -> bool:
    """Whether a command word beside its case number stands at that offset."""
    return any(
        command.numbers
        and (command.manner in (Manner.STRICT, Manner.SHORT) or (command.manner is Manner.LOOSE and first))
        and (command.manner is not Manner.SHORT or command.apart or not command.rest)
        for command, first in _numbered(text[at : at + _HEAD], role)
    )


def _numbered(text: str, role: Role) -> Iterator[tuple[_Command, bool]]:
    """The commands at the beginning of a text, and whether the number comes first."""
    first = bool(case_numbers(text, 0)[0])
    for command in _commands(text, role):
        yield command, first


def _is_free(part: str, role: Role) -> bool:
    lead = LEAD_IN.match(part)
    command = next(_commands(part[lead.end() if lead else 0 :], role), None)
    return command is not None and command.name in _FREE


def _one(text: str, role: Role, context: Context, *, addressed: bool) -> Order | None:
    """The one order in a text."""
    lead = LEAD_IN.match(text)
    text = text[lead.end() if lead else 0 :].rstrip()
    to_the_bot = addressed and role is not Role.RESIDENT
    if to_the_bot:
        text = signs_as_words(text)
        agreeing = AGREEING.match(text)
        if agreeing and (order := _plain(text[agreeing.end() :], role, context)):
            return order
    for command in _commands(text, role):
        if _counts(command, role, addressed=addressed):
            return _ordered(command, context)
    return _said_in_full(text, role, context, addressed=addressed) or (
        _spoken(text, role, context) if to_the_bot else None
    )


def _plain(text: str, role: Role, context: Context) -> Order | None:
    """An order with its number that comes after 好的, which belongs to it."""
    lead = LEAD_IN.match(text)
    text = text[lead.end() if lead else 0 :]
    for command in _commands(text, role):
        if command.numbers and _counts(command, role, addressed=True):
            return _ordered(command, context)
    return None


def _spoken(text: str, role: Role, context: Context) -> Order | None:
    """A sentence of staff to the bot that names a case, or needs none."""
    said = spoken(text)
    if said is None or role not in VERBS[said.verb].roles:
        return None
    order = _order(said.verb, said.rest, context, cue=said.cue, doubtful=True)
    order = replace(order, argument=order.argument.lstrip("吧啊呢嘛,. "))
    if said.verb == "transfer" and order.person is None and not (said.numbers and "转" in said.cue):
        return None
    return replace(order, numbers=said.numbers, everything=said.everything)


def _commands(text: str, role: Role) -> Iterator[_Command]:
    """The readings of a message as word and number, the likelier first."""
    numbers, at = case_numbers(text, 0)
    if numbers:
        yield from _command_at(text, at, numbers, role)
        if meanwhile := _MEANWHILE.match(text, at):
            yield from _command_at(text, meanwhile.end(), numbers, role)
    yield from _command_at(text, 0, (), role)


def _command_at(text: str, at: int, numbers: tuple[int, ...], role: Role) -> Iterator[_Command]:
    gap = _GAP.match(text, at)
    at = gap.end() if gap else at
    if word := _WORDS.match(text, at):
        name, manner = _owner(word[0].lower(), role)
        command = _Command(name=name, word=word[0], manner=manner, numbers=numbers)
        yield _with_rest(command, text, _after_echoes(text, word.end(), command, role))
    if (token := _TOKEN.match(text, at)) and (meant := _misspelt(token[0].lower(), role)):
        command = _Command(name=meant, word=token[0], manner=Manner.MISSPELT, numbers=numbers)
        yield _with_rest(command, text, token.end())


def _after_echoes(text: str, end: int, command: _Command, role: Role) -> int:
    """Where the word ends when it is said again in other words: 收到,马上到."""
    while (gap := _GAP.match(text, end)) and (echo := _WORDS.match(text, gap.end())):
        if _owner(echo[0].lower(), role) != (command.name, command.manner):
            break
        end = echo.end()
    return end


def _owner(word: str, role: Role) -> tuple[str, Manner]:
    """The verb that a word stands for: the first that this speaker may say."""
    owners = _OWNERS[word]
    return next(((name, manner) for name, manner in owners if role in VERBS[name].roles), owners[0])


def _misspelt(token: str, role: Role) -> str | None:
    """The verb that the token sounds like (借单), or whose word differs by one typo (接但); None when none or two."""
    if word := MISHEARD.get(token):
        return _owner(word, role)[0]
    if not 2 <= len(token) <= 3 or token in _EVERYDAY:
        return None
    near = process.extract(token, list(_SPELLABLE), scorer=OSA.distance, score_cutoff=_TYPOS, limit=None)
    names = {_SPELLABLE[word] for word, _, _ in near if len(word) == len(token)}
    return names.pop() if len(names) == 1 else None


def _with_rest(command: _Command, text: str, end: int) -> _Command:
    more, at = case_numbers(text, end) if Takes.NUMBER in command.verb.takes else ((), end)
    if Takes.DATE in command.verb.takes and len(command.numbers + more) > 1:
        day = day_at_the_end(text, at)
        more, at = (more[:-1], day) if day is not None else (more, at)
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    rest = text[start:]
    polite = _POLITE.match(rest) is not None
    digits = rest.isdecimal()  # 绑定123456
    return replace(
        command,
        numbers=command.numbers + more,
        rest="" if polite else rest,
        apart=polite or digits or start > end,
    )


def _counts(command: _Command, role: Role, *, addressed: bool) -> bool:
    """Whether a command word in this message is meant as a command."""
    exact, numbered = not command.rest, bool(command.numbers)
    if command.word == "不是" and not command.apart:  # 3号不是我接的
        return False
    if role not in command.verb.roles:
        return command.manner is Manner.STRICT and (numbered or exact)
    if not exact and not _may_follow(command):
        return False
    apart = command.apart or (addressed and role is not Role.RESIDENT)
    match command.manner:
        case Manner.STRICT:
            return exact or numbered or (apart and (addressed or len(command.rest) <= _LOOSE_REST))
        case Manner.PLAIN:
            worded = Takes.WORDING in command.verb.takes and command.apart  # 没解决 1,又不亮了
            return (addressed and (exact or apart)) or (numbered and (exact or worded))
        case Manner.LOOSE:
            told = command.apart or (numbered and _DONE_HOW.match(command.rest) is not None)
            return exact or (addressed and told)
        case Manner.SHORT:
            return numbered and (exact or apart)
        case Manner.MISSPELT:
            return (exact and (numbered or addressed)) or (numbered and command.apart)


def _may_follow(command: _Command) -> bool:
    """Whether the verb takes what stands after it: a verb without text takes a day and nothing more."""
    takes = command.verb.takes
    if takes & (Takes.TEXT | Takes.PERSON):
        return True
    return bool(takes & Takes.DATE) and _POLITE.match(take_date(command.rest)[1]) is not None


def _said_in_full(text: str, role: Role, context: Context, *, addressed: bool) -> Order | None:
    """A sentence that means a command: 上周情况汇总一下, 请把我的记录删掉."""
    for sentence in _SENTENCES_FOR[role, addressed]:
        if match := sentence.find(text):
            order = _order(sentence.verb, text, context, cue=match[0], doubtful=sentence.doubtful)
            takes = VERBS[sentence.verb].takes
            argument = _FILLER.sub("", order.argument).strip() if Takes.DATE in takes else order.argument
            return replace(
                order, argument=argument, numbers=named_cases(text) if Takes.NUMBER in takes else ()
            )
    return None


def _ordered(command: _Command, context: Context) -> Order:
    worded = Takes.WORDING in command.verb.takes
    argument = f"{command.word} {command.rest}".strip() if worded else command.rest
    doubtful = command.manner in (Manner.LOOSE, Manner.MISSPELT)
    order = _order(command.name, argument, context, cue=command.word, doubtful=doubtful)
    order = replace(order, numbers=command.numbers)
    if order.person and not order.numbers and Takes.NUMBER in command.verb.takes:  # 转给李强 3
        numbers, at = case_numbers(order.argument, 0)
        order = replace(order, numbers=numbers, argument=order.argument[at:].strip())
    if order.numbers or order.argument or order.on:
        return order
    return replace(order, verb=_WITHOUT_MORE.get(order.verb, order.verb))


def _order(verb: str, argument: str, context: Context, *, cue: str, doubtful: bool) -> Order:
    """An order whose person and day are taken out of its argument, as far as the verb takes them."""
    takes, person, on = VERBS[verb].takes, None, None
    if Takes.PERSON in takes:
        person, argument = take_person(argument, context.colleagues)
    if Takes.DATE in takes:
        on, argument = take_date(argument)
    why = (Evidence(cue=cue, source="order", weight=1.0),)
    return Order(verb=verb, argument=argument, person=person, on=on, doubtful=doubtful, why=why)
