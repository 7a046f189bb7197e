"""What the configuration becomes: frozen values that the composition root hands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from pathlib import Path

from bot.channels.console_lines import Group, Member
from bot.configuration.safety import SAFETY_TEXTS
from bot.manners import Manners
from bot.pacing import GENTLE, Pace
from dispatch.agenda import AgendaRules
from dispatch.office import Follow, Office
from dispatch.people import Staff
from dispatch.places import Community
from dispatch.policy import Policies
from dispatch.roster import Roster


@dataclass(frozen=True, kw_only=True, slots=True)
class ConversationSettings:
    """How the bot talks, how long it waits for people, and from which score on it takes a message seriously.

    A threshold is 0..1, None keeps the one that was fitted with the lexicon. `gap` is the least time between
    two lines of one conversation. `second_reader` asks the sentence encoder of `linli[encoder]` about what is uncertain.
    """

    bot_name: str = "小格"
    quiet_from: time = time(22)
    quiet_to: time = time(7)
    lines_per_hour: int = 6
    reminders_per_day: int = 12
    burst_wait: timedelta = timedelta(seconds=20)
    fragment_window: timedelta = timedelta(minutes=10)
    ask_every: timedelta = timedelta(minutes=10)
    answer_within: timedelta = timedelta(minutes=10)
    evaluate_remind: timedelta = timedelta(hours=24)
    silent_close: timedelta = timedelta(hours=48)
    reopen_days: int = 7
    urge_every: timedelta = timedelta(hours=2)
    supporters_to_head: int = 3
    supporters_to_secretary: int = 10
    confirm_partner: bool = False
    report_threshold: float | None = None
    unclear_threshold: float | None = None
    second_reader: bool = False
    gap: timedelta = timedelta()

    @property
    def manners(self) -> Manners:
        return Manners(
            quiet_from=self.quiet_from,
            quiet_to=self.quiet_to,
            lines_per_hour=self.lines_per_hour,
            reminders_per_day=self.reminders_per_day,
        )

    @property
    def follow(self) -> Follow:
        return Follow(
            remind_after=self.evaluate_remind,
            silent_after=self.silent_close,
            reopen_within=timedelta(days=self.reopen_days),
            urge_every=self.urge_every,
            supporters_to_head=self.supporters_to_head,
            supporters_to_secretary=self.supporters_to_secretary,
            confirm_partner=self.confirm_partner,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsoleSettings:
    """Who chats on the console channel: residents, the staff whose contacts are there, and their groups."""

    members: tuple[Member, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class WechatySettings:
    """A WeChat account behind a Wechaty gateway.

    The token is in the environment variable `token_env` or in the file `token_file`, never here.
    """

    id: str
    host: str
    port: int
    token_env: str | None = None
    token_file: Path | None = None
    tls: bool = False
    ca_file: Path | None = None
    server_name: str | None = None
    pace: Pace = GENTLE


@dataclass(frozen=True, kw_only=True)
class Settings:
    """A whole configuration, checked. `safety` is by type code, `rosters` by grid name, `data` a folder."""

    community: Community
    staff: Staff
    rosters: Mapping[str, Roster]
    policies: Policies
    agenda: AgendaRules = field(default_factory=AgendaRules)
    conversation: ConversationSettings = ConversationSettings()
    safety: Mapping[str, str] = field(default_factory=lambda: SAFETY_TEXTS)
    console: ConsoleSettings = ConsoleSettings()
    wechaty: tuple[WechatySettings, ...] = ()
    database: str
    data: Path
    host: str = "127.0.0.1"
    port: int = 8600

    @property
    def paces(self) -> dict[str, Pace]:
        """How fast each WeChat account speaks; never faster in one conversation than `conversation.gap`."""
        gap = self.conversation.gap
        return {said.id: replace(said.pace, room_gap=max(gap, said.pace.room_gap)) for said in self.wechaty}

    @property
    def office(self) -> Office:
        return Office(
            community=self.community,
            staff=self.staff,
            rosters=self.rosters,
            policies=self.policies,
            follow=self.conversation.follow,
            agenda=self.agenda,
        )
