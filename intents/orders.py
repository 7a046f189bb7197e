"""The command grammar, forgiving: what staff, secretary and residents order in a few words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.answers import read_answer
from intents.dates import take_date
from intents.model import Context, Evidence, Order, Role
from intents.numbers import NUMERAL, arabic
from intents.verbs import SENTENCES, VERBS, Sentence, Takes, Verb

__all__ = ["VERBS", "read_answer", "read_order"]

_TYPOS = (
    1  # differing or swapped characters in a command word of two or three: with two, anything is anything
)
_SHORT_MESSAGE = 4  # characters of a message that may be a misspelt command without a number
_LOOSE_REST = 30  # characters that may follow a command word in a group without a number between


class Manner(IntEnum):
    """How sure a command word makes us, surest first."""

    STRICT = 0
    PLAIN = 1
    LOOSE = 2
    SHORT = 3
    MISSPELT = 4


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


_LEAD_IN = re.compile(
    r"(?:[\s,.。!:;、~]|@?小格|麻烦(?:你|您)?|帮我|帮忙|请(?!假)|给我|我要|我想|您好|你好|把|嗯+|那)+"
)
_GAP = re.compile(r"[\s,.。:;、!?~…-]*")
_NO_CASE = (  # what makes a number no case number
    r"(?!\d|\s?(?:天|日|月|年|点|个|次|栋|幢|座|号楼|单元|楼|层|人|块|元|斤|小时|分|周|星期|岁|度|%|[-/.:]\d))"
)
_CASE = re.compile(
    rf"(?:[A-Za-z]{{2,4}}-?\d{{8}}-|#|№|第|工单号?|单号|编号)?\s?0*(\d{{1,6}}){_NO_CASE}(?:号单?|单|件|条)?"
    rf"|第?({NUMERAL})号(?!楼)|({NUMERAL})$"
)
_NEXT = re.compile(r"\s?(?:并到|[,、和跟及&+到])?\s?")
_NAMED_CASE = re.compile(r"(?:#|[A-Za-z]{2,4}-\d{8}-)0*(\d{1,6})(?!\d)|(?<![\d-])0*(\d{1,6})号(?!楼|院)")
_POLITE = re.compile(
    r"(?:谢谢|感谢|多谢|辛苦|麻烦|您|你|哈|啦|了|吧|的|哦|噢|啊|呀|呢|哟|嘛|书记|小格|一下|单|号|件|[\s!.。,~?、]"
    r"|\[[^\[\]]{1,6}\]|[👌👍🙏💪🌹😊])*$"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_TO = re.compile(r"^(?:转?给|到|由|派给)\s?")
_LITTLE = re.compile(r"[小老]([\u4e00-\u9fff])|([\u4e00-\u9fff])(?:姐|哥|师傅|主任|工)")
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
        f"{re.escape(word)}$" if word.isascii() and word.isdecimal() else re.escape(word)
        for word in sorted(_OWNERS, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
_SPELLABLE = {  # the words that a typo may stand for: commands with case numbers, by word
    word: name
    for name, verb in VERBS.items()
    if Takes.NUMBER in verb.takes
    for word in verb.words
    if 2 <= len(word) <= 3
}


def read_order(text: str, role: Role, context: Context, addressed: bool) -> Order | None:
    """The order in a normalised message, or None.

    In a group without being addressed only the unmistakable counts; in private nearly everything does. A verb
    that `role` may not say is still read when unmistakable, so that the bot can refuse.
    """
    lead = _LEAD_IN.match(text)
    text = text[lead.end() if lead else 0 :].rstrip()
    for command in _commands(text, role):
        if _counts(command, role, addressed=addressed):
            return _order(command, context)
    return _said_in_full(text, role, context, addressed=addressed)


def _commands(text: str, role: Role) -> Iterator[_Command]:
    """The readings of a message as word and number, the likelier first."""
    numbers, at = _cases(text, 0)
    if numbers:
        yield from _command_at(text, at, numbers, role)
    yield from _command_at(text, 0, (), role)


def _command_at(text: str, at: int, numbers: tuple[int, ...], role: Role) -> Iterator[_Command]:
    gap = _GAP.match(text, at)
    at = gap.end() if gap else at
    if word := _WORDS.match(text, at):
        name, manner = _owner(word[0].lower(), role)
        yield _with_rest(_Command(name=name, word=word[0], manner=manner, numbers=numbers), text, word.end())
    elif (token := _CHINESE.match(text, at)) and (name := _misspelt(token[0])):
        command = _Command(name=name, word=token[0], manner=Manner.MISSPELT, numbers=numbers)
        yield _with_rest(command, text, token.end())


def _owner(word: str, role: Role) -> tuple[str, Manner]:
    """The verb that a word stands for: the first that this speaker may say."""
    owners = _OWNERS[word]
    return next(((name, manner) for name, manner in owners if role in VERBS[name].roles), owners[0])


def _misspelt(token: str) -> str | None:
    """The verb whose word differs from the token by one typo (接但, 办节); None when it is none or two."""
    if not 2 <= len(token) <= 3:
        return None
    near = process.extract(token, list(_SPELLABLE), scorer=OSA.distance, score_cutoff=_TYPOS, limit=None)
    names = {_SPELLABLE[word] for word, _, _ in near if len(word) == len(token)}
    return names.pop() if len(names) == 1 else None


def _with_rest(command: _Command, text: str, end: int) -> _Command:
    more, at = _cases(text, end) if Takes.NUMBER in command.verb.takes else ((), end)
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    rest = text[start:]
    polite = _POLITE.match(rest) is not None
    return replace(
        command, numbers=command.numbers + more, rest="" if polite else rest, apart=polite or start > end
    )


def _cases(text: str, at: int) -> tuple[tuple[int, ...], int]:
    """Case numbers from `at` on (3 · #3 · 3号 · 007 · 3和5 · 三号), and where they end."""
    numbers: list[int] = []
    separator = _GAP.match(text, at)
    while separator and (case := _CASE.match(text, separator.end())):
        numbers.append(int(arabic(next(group for group in case.groups() if group))))
        at = case.end()
        separator = _NEXT.match(text, at)
    return tuple(numbers), at


def _counts(command: _Command, role: Role, *, addressed: bool) -> bool:
    """Whether a command word in this message is meant as a command."""
    exact, numbered = not command.rest, bool(command.numbers)
    if role not in command.verb.roles:
        return command.manner is Manner.STRICT and (numbered or exact)
    if not exact and not _may_follow(command):
        return False
    apart = command.apart or (addressed and role is not Role.RESIDENT)
    match command.manner:
        case Manner.STRICT:
            return exact or numbered or (apart and (addressed or len(command.rest) <= _LOOSE_REST))
        case Manner.PLAIN:
            return (addressed and (exact or apart)) or (numbered and exact)
        case Manner.LOOSE:
            return exact or (addressed and command.apart)
        case Manner.SHORT:
            return numbered and (exact or apart)
        case Manner.MISSPELT:
            return exact and (numbered or addressed) or (numbered and command.apart)


def _may_follow(command: _Command) -> bool:
    """Whether the verb takes what stands after it: a verb without text takes a day and nothing more."""
    takes = command.verb.takes
    if takes & (Takes.TEXT | Takes.PERSON):
        return True
    return bool(takes & Takes.DATE) and _POLITE.match(take_date(command.rest)[1]) is not None


def _order(command: _Command, context: Context) -> Order:
    takes, argument = command.verb.takes, command.rest
    person, argument = _take_person(argument, context) if Takes.PERSON in takes else (None, argument)
    on, argument = take_date(argument) if Takes.DATE in takes else (None, argument)
    if Takes.WORDING in takes:
        argument = f"{command.word} {argument}".strip()
    bare = not (command.numbers or argument or on)
    return Order(
        verb=_WITHOUT_MORE.get(command.name, command.name) if bare else command.name,
        numbers=command.numbers,
        argument=argument,
        person=person,
        on=on,
        doubtful=command.manner in (Manner.LOOSE, Manner.MISSPELT),
        why=(Evidence(cue=command.word, source="order", weight=1.0),),
    )


def _take_person(text: str, context: Context) -> tuple[str | None, str]:
    """A colleague by name or, when only one fits, as 小林; and the text without the name."""
    for name in sorted(context.colleagues, key=len, reverse=True):
        if name and name in text:
            return name, _TO.sub("", text.replace(name, "", 1)).strip(" ,。:、")
    for little in _LITTLE.finditer(text):
        surname = little[1] or little[2]
        fitting = [name for name in context.colleagues if name.startswith(surname)]
        if len(fitting) == 1:
            return fitting[0], text
    return None, _TO.sub("", text)


def _said_in_full(text: str, role: Role, context: Context, *, addressed: bool) -> Order | None:
    for sentence in SENTENCES:
        if role in sentence.roles and (addressed or not sentence.addressed) and len(text) <= sentence.within:
            if match := sentence.pattern.search(text):
                return _order_of(sentence, match, text, context)
    return None


def _order_of(sentence: Sentence, match: re.Match[str], text: str, context: Context) -> Order:
    takes = VERBS[sentence.verb].takes
    person, argument = _take_person(text, context) if Takes.PERSON in takes else (None, text)
    on, argument = take_date(argument) if Takes.DATE in takes else (None, argument)
    numbers = (int(one or other) for one, other in _NAMED_CASE.findall(text)) if Takes.NUMBER in takes else ()
    return Order(
        verb=sentence.verb,
        numbers=tuple(numbers),
        argument=argument,
        person=person,
        on=on,
        doubtful=sentence.doubtful,
        why=(Evidence(cue=match[0], source="order", weight=1.0),),
    )
