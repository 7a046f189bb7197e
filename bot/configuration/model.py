"""The shape of config.yaml, section by section; what a value means is in docs and in the file's comments."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.configuration.values import ClockSpan, Day, DayOfYear, Label, Length, Moment, Share, TimeOfDay

Name = Annotated[str, Field(min_length=1, max_length=40)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=40)]
Contact = Annotated[str, Field(pattern=r"^[a-z0-9_-]+:\S+$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Score = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """Strict: an unknown key or a value of the wrong kind is a fault."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _is_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"this is no regular expression: {error}") from error
    return value


Pattern = Annotated[str, Field(max_length=200), AfterValidator(_is_pattern)]


class CompoundSection(Section):
    """小区."""

    name: Name
    aliases: list[Name] = []
    buildings: list[Label] = []
    groups: list[Name] = []
    group_pattern: Pattern = ""


class GridSection(Section):
    """网格."""

    name: Name
    compounds: list[CompoundSection] = Field(min_length=1)


class CommunitySection(Section):
    """社区 under its street 街道."""

    id: Id
    name: Name
    street: Name
    grids: list[GridSection] = Field(min_length=1)


class PersonSection(Section):
    """One of the staff 工作人员."""

    id: Id
    name: Name
    role: Literal["grid_member", "grid_head", "secretary", "street", "partner"]
    contact: Contact | Literal[""] = ""
    grids: list[Name] = []
    title: str = ""


class ShiftSection(Section):
    """A岗 and B岗 of a day."""

    a: Id
    b: Id | Literal[""] = ""


class RotaSection(Section):
    """轮值: people who take turns by week from a Monday on."""

    people: list[Id] = Field(min_length=1)
    since: Day | None = None


class NightSection(Section):
    """夜班: A岗 and B岗, or people who take turns by week."""

    start: TimeOfDay
    end: TimeOfDay
    a: Id | Literal[""] = ""
    b: Id | Literal[""] = ""
    rota: RotaSection | None = None


class HolidaySection(ShiftSection):
    """节假日班 of named days, both ends included."""

    first: Day
    last: Day


class EmergencySection(ShiftSection):
    """应急班 of a span of time."""

    start: Moment
    end: Moment
    why: str = ""


class RosterSection(ShiftSection):
    """值班表 of one grid."""

    alternate: bool = False
    week: dict[Weekday, ShiftSection] = {}
    rota: RotaSection | None = None
    night: NightSection | None = None
    holiday: ShiftSection | None = None
    holidays: list[HolidaySection] = []
    emergency: list[EmergencySection] = []
    handover: Literal["move", "stay"] = "stay"


class LadderSection(Section):
    """Who is asked after which share of the accept clock; a level that is not named is left out."""

    a: Share | None = None
    b: Share | None = None
    head: Share | None = None
    secretary: Share
    street: Share | None = None


class AlarmSection(Section):
    """How an emergency that nobody acknowledges is repeated."""

    every: Length | None = None
    secretary: Annotated[int, Field(ge=1, le=99)] | None = None
    rounds: Annotated[int, Field(ge=1, le=500)] | None = None


class EscalationSection(Section):
    """上报: what nobody takes, what is overdue, an emergency."""

    accept: LadderSection | None = None
    overdue: Share | None = None
    alarm: AlarmSection = AlarmSection()


class TypeSection(Section):
    """What is changed of one request type 诉求类型."""

    priority: Annotated[int, Field(ge=1, le=4)] | None = None
    accept: ClockSpan | None = None
    first: ClockSpan | None = None
    resolve: ClockSpan | None = None
    window: Length | None = None
    handled_by: str | None = None
    photo: bool | None = None
    verify: bool | None = None
    ladder: LadderSection | None = None


class AgendaSection(Section):
    """Overrides of `dispatch.agenda.AgendaRules`: 议题 and 说事日."""

    moves: Annotated[int, Field(ge=1, le=9)] | None = None
    overdue: Annotated[int, Field(ge=1, le=3)] | None = None
    supporters: Annotated[int, Field(ge=1, le=1000)] | None = None
    meeting_day: Weekday | None = None
    meeting_time: TimeOfDay | None = None
    meeting_place: Name | None = None


class HoursSection(Section):
    """Office hours 办公时间 with at most one break."""

    start: TimeOfDay
    end: TimeOfDay
    break_start: TimeOfDay | None = None
    break_end: TimeOfDay | None = None


class SeasonSection(HoursSection):
    """Office hours of a part of every year, both ends included."""

    first: DayOfYear
    last: DayOfYear


class CalendarSection(Section):
    """Days on which people work or not, beside the statutory ones."""

    office_hours: HoursSection | None = None
    seasons: list[SeasonSection] = []
    holidays: list[Day] = []
    workdays: list[Day] = []


class ConversationSection(Section):
    """Overrides of `bot.settings.ConversationSettings`, key by key."""

    bot_name: Name | None = None
    quiet_from: TimeOfDay | None = None
    quiet_to: TimeOfDay | None = None
    lines_per_hour: Annotated[int, Field(ge=1, le=60)] | None = None
    reminders_per_day: Annotated[int, Field(ge=1, le=200)] | None = None
    burst_wait: Length | None = None
    fragment_window: Length | None = None
    ask_every: Length | None = None
    answer_within: Length | None = None
    evaluate_remind: Length | None = None
    silent_close: Length | None = None
    confirm_partner: bool | None = None
    reopen_days: Annotated[int, Field(ge=0, le=60)] | None = None
    urge_every: Length | None = None
    supporters_to_head: Annotated[int, Field(ge=1, le=1000)] | None = None
    supporters_to_secretary: Annotated[int, Field(ge=1, le=1000)] | None = None
    report_threshold: Score | None = None
    unclear_threshold: Score | None = None
    second_reader: bool | None = None
    gap: Length | None = None


class MemberSection(Section):
    """A resident on the console channel."""

    id: Id
    name: Name
    role: Name = "居民"
    alias: str = ""


class GroupSection(Section):
    """A chat group of the console channel; without members everybody is in it."""

    id: Id
    name: Name
    members: list[Id] = []


class ConsoleSection(Section):
    """The console channel."""

    members: list[MemberSection] = []
    groups: list[GroupSection] = []


class PacingSection(Section):
    """Overrides of `bot.pacing.GENTLE`, key by key."""

    gap_from: Length | None = None
    gap_to: Length | None = None
    room_per_minute: Annotated[int, Field(ge=1, le=60)] | None = None
    account_per_minute: Annotated[int, Field(ge=1, le=120)] | None = None
    per_day: Annotated[int, Field(ge=1, le=20_000)] | None = None


class WechatySection(Section):
    """A WeChat account behind a Wechaty gateway."""

    id: Id
    endpoint: Annotated[str, Field(pattern=r"^[^\s:/]+:\d{1,5}$")]
    token_env: Annotated[str, Field(pattern=r"^[A-Z_][A-Z0-9_]*$")] | None = None
    token_file: str | None = None
    tls: bool = False
    ca_file: str | None = None
    server_name: str | None = None
    pacing: PacingSection = PacingSection()


class WebSection(Section):
    """Where the page listens."""

    host: Name = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8600


class ConfigFile(Section):
    """The whole file."""

    community: CommunitySection
    staff: list[PersonSection] = Field(min_length=1)
    roster: dict[str, RosterSection]
    types: dict[str, TypeSection] = {}
    calendar: CalendarSection = CalendarSection()
    escalation: EscalationSection = EscalationSection()
    agenda: AgendaSection = AgendaSection()
    conversation: ConversationSection = ConversationSection()
    safety: dict[str, str] = {}
    console: ConsoleSection = ConsoleSection()
    wechaty: list[WechatySection] = []
    database: str | None = None
    data: str = "var"
    web: WebSection = WebSection()
