"""What staff correct becomes an example of the community, masked; nothing else changes by it."""

import re

from bot.masking import masked
from bot.replies import to_staff
from bot.turn import Turn
from dispatch.cases import Case
from dispatch.corrections import Correction
from dispatch.people import Person
from dispatch.policy import TYPES
from intents.model import Order

_LAST_WORD = re.compile(r"(?:^|[\s,，。、;；]+)([^\s,，。、;；]+)$")
_TOLD = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]", re.DOTALL)  # less than two characters tell nothing


def note(turn: Turn, person: Person, before: Case, code: str) -> None:
    """Keep that a case, as it was before, is of another type, or with an empty `code` no request at all.

    Of one case only the last word counts, against what the bot once read; when both agree nothing is kept.
    """
    corrections = turn.work.corrections
    earlier = corrections.of_case(before.number)
    was = earlier[0].was if earlier else before.type
    corrections.forget_case(before.number)
    if code != was:
        _keep(turn, person, before.text, was=was, code=code, number=before.number)


def missed(turn: Turn) -> None:
    """漏报 3栋灯不亮 照明, or 漏报 照明 with a resident's line quoted: noted, opens nothing.

    Without a type word only the text is kept; `linli lexicon suggest` then guesses the type. The inbox forgets the
    order, so that its words remain only masked.
    """
    assert isinstance(turn.reading, Order)
    assert turn.person is not None
    argument, code = _with_type(turn.reading.argument)
    text = turn.last.quote or argument
    turn.forget()
    if not _TOLD.search(text):
        turn.reply(to_staff.ask_missed())
        return
    _keep(turn, turn.person, text, was="", code=code or "")
    turn.reply(to_staff.missed(code))


def type_said(words: str) -> str | None:
    """The type code that a word of staff names: 电梯 → lift; exact names first, emergencies (电梯困人) last."""
    said = words.strip()
    if not said:
        return None
    exact = [code for code, policy in TYPES.items() if said in (code, policy.name)]
    near = [code for code, policy in TYPES.items() if said in policy.name or policy.name in said]
    return next(iter([*exact, *sorted(near, key=_is_emergency)]), None)


def _is_emergency(code: str) -> bool:
    return TYPES[code].priority == 1


def _keep(turn: Turn, person: Person, text: str, *, was: str, code: str, number: int | None = None) -> None:
    if not text.strip():  # a case of pictures alone teaches no word
        return
    correction = Correction(
        at=turn.work.now, text=masked(text), was=was, is_=code, number=number, who=person.id
    )
    turn.work.corrections.add(correction)


def _with_type(argument: str) -> tuple[str, str | None]:
    """The words, and the type that the last of them names alone; a resident's own last word seldom does."""
    last = _LAST_WORD.search(argument)
    if last is None or not _is_type_word(last[1]):
        return argument, None
    return argument[: last.start()], type_said(last[1])


def _is_type_word(word: str) -> bool:
    return word in TYPES or (len(word) > 1 and any(word in policy.name for policy in TYPES.values()))
