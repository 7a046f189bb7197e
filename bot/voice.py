"""Puts lines into the outbox, at the moment that good manners allow."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.manners import HOUR, WHENEVER, Manners
from dispatch.cases import Case
from dispatch.messages import Awaiting, Dialogue, Outbound, Purpose, Urgency
from dispatch.people import Person
from dispatch.store import Work

LOWEST = 4  # the priority of what is not urgent at all

_URGENCY = {
    Purpose.ALARM: Urgency.ALARM,
    Purpose.SAFETY: Urgency.ALARM,
    Purpose.TASK: Urgency.TASK,
    Purpose.REMINDER: Urgency.TASK,
    Purpose.AGAIN: Urgency.TASK,
    Purpose.NUDGE: Urgency.TASK,
}


@dataclass(kw_only=True)
class Voice:
    """Speaks inside one unit of work. `asked` and `answered` tell what changed among the open questions."""

    work: Work
    manners: Manners
    answer_within: timedelta
    asked: list[Dialogue] = field(default_factory=list)
    answered: list[tuple[str, str]] = field(default_factory=list)

    def tell(
        self,
        person: Person,
        text: str,
        purpose: Purpose,
        case: Case | None = None,
        *,
        picture: str | None = None,
        brief: str = "",
        quietly: bool = False,
    ) -> None:
        """A line to one of the staff, in private.

        `brief` stands for it among several reminders; `quietly` when it is about no case and can wait for the
        morning.
        """
        now = self.work.now
        waits = case is not None and purpose not in (Purpose.ALARM, Purpose.REPLY)
        due = self.manners.in_private(case.priority, now) if case and waits else now
        due = self.manners.in_private(LOWEST, now) if quietly else due
        self._say(person.contact, text, purpose, due, case=case, picture=picture, brief=brief)

    def say_in(
        self,
        conversation: str,
        text: str,
        purpose: Purpose,
        *,
        group: bool,
        case: Case | None = None,
        mentions: tuple[str, ...] = (),
        brief: str = "",
        picture: str | None = None,
    ) -> datetime:
        """A line in a group, or to a resident in private; returns when it will be said."""
        due = self.moment(conversation, purpose, group=group)
        self._say(
            conversation, text, purpose, due, case=case, mentions=mentions, brief=brief, picture=picture
        )
        return due

    def ask(
        self,
        conversation: str,
        contact: str,
        awaiting: Awaiting,
        *,
        due: datetime,
        within: timedelta | None = None,
        number: int | None = None,
        rounds: int = 1,
        draft: dict[str, object] | None = None,
    ) -> None:
        """Remember what was asked, until it is answered or `within` has passed since it was said."""
        dialogue = Dialogue(
            conversation=conversation,
            contact=contact,
            awaiting=awaiting,
            asked_at=due,
            expires_at=due + (within or self.answer_within),
            rounds=rounds,
            number=number,
            draft=draft,
        )
        self.work.dialogues.ask(dialogue)
        self.asked.append(dialogue)

    def close(self, conversation: str, contact: str) -> None:
        """The question to this person is answered or pointless."""
        self.work.dialogues.drop(conversation, contact)
        self.asked = [
            each for each in self.asked if (each.conversation, each.contact) != (conversation, contact)
        ]
        self.answered.append((conversation, contact))

    def moment(self, conversation: str, purpose: Purpose, *, group: bool) -> datetime:
        """When such a line would be said there."""
        now = self.work.now
        if not group:
            return self.manners.to_resident(purpose, now)
        said = self.work.outbox.said_since(conversation, now - HOUR)
        waiting = self.work.outbox.waiting_in(conversation)
        promised = [line.due_at for line in waiting if line.purpose not in WHENEVER]
        return self.manners.in_group(purpose, now, [*said, *promised])

    def _say(
        self,
        conversation: str,
        text: str,
        purpose: Purpose,
        due: datetime,
        *,
        case: Case | None = None,
        mentions: tuple[str, ...] = (),
        brief: str = "",
        picture: str | None = None,
    ) -> None:
        self.work.outbox.say(
            Outbound(
                conversation=conversation,
                text=text,
                purpose=purpose,
                urgency=_URGENCY.get(purpose, Urgency.REPLY),
                due_at=due,
                mentions=mentions,
                picture=picture,
                number=case.number if case else None,
                brief=brief,
            )
        )
