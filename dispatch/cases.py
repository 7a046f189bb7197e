"""A case 工单 and its lifecycle: one literal table says what may happen, when, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Flag, StrEnum, auto

from dispatch.errors import Refusal, Why
from dispatch.places import Place


class Status(StrEnum):
    """Where a case stands. Escalation level, deadlines and delivery of messages are not statuses."""

    REPORTED = "reported"  # 已受理: registered, nobody asked yet (疑似: waits for triage)
    ASSIGNED = "assigned"  # 已派单: somebody on duty was asked to take it
    ACCEPTED = "accepted"  # 已接单: the assignee said yes; goal, deadline and criterion are fixed
    RESOLVED = "resolved"  # 已办结: the assignee says it is done; the reporter is asked
    CLOSED = "closed"  # 已结案: confirmed by the reporter, or silently after 48 h
    PARKED = "parked"  # 挂账: waits for a review date, outside the clocks
    WITHDRAWN = "withdrawn"  # 已撤销: taken back by the reporter, or found to be no request
    MERGED = "merged"  # 已并案: lives on in another case


OPEN = frozenset({Status.REPORTED, Status.ASSIGNED, Status.ACCEPTED, Status.RESOLVED, Status.PARKED})
UNSOLVED = frozenset({Status.REPORTED, Status.ASSIGNED, Status.ACCEPTED, Status.PARKED})
TERMINAL = frozenset({Status.WITHDRAWN, Status.MERGED})


class Action(StrEnum):
    """What people and clocks do to a case; every one is a line of its history."""

    REPORT = "report"  # 上报
    ASSIGN = "assign"  # 派单
    ACCEPT = "accept"  # 接单
    ARRIVE = "arrive"  # 到场
    TRANSFER = "transfer"  # 转办
    HAND_OVER = "hand_over"  # 协办
    JOIN_IN = "join_in"  # 协办接单
    HELPED = "helped"  # 协办办好: waits for the owner to confirm
    RETURN = "return"  # 退回
    RESOLVE = "resolve"  # 办结
    EVALUATE = "evaluate"  # 评议
    CLOSE = "close"  # 静默结案
    REOPEN = "reopen"  # 重开
    WITHDRAW = "withdraw"  # 撤销
    REJECT = "reject"  # 不是诉求
    MERGE = "merge"  # 并案
    UNMERGE = "unmerge"  # 拆案
    TABLE = "table"  # 上会: becomes an agenda item 议题
    UNTABLE = "untable"  # 撤议题
    DECIDE = "decide"  # 议定: lives on in the case that the meeting decided on
    PARK = "park"  # 挂账
    RESUME = "resume"  # 挂账到期
    WISH = "wish"  # 申请延期
    EXTEND = "extend"  # 延期
    AIM = "aim"  # 三清
    DECLINE = "decline"  # 不同意延期
    RETYPE = "retype"  # 改类
    SUPPORT = "support"  # 附议
    PART = "part"  # 附议撤出: supporters who had another problem
    OPINE = "opine"  # 附议人评议
    DETAIL = "detail"  # 补充
    REMARK = "remark"  # 备注
    NUDGE = "nudge"  # 催办
    SUPERVISE = "supervise"  # 督办
    VERIFY = "verify"  # 核查: somebody else has seen that it is done
    ESCALATE = "escalate"  # 上报一级


TAKING = frozenset(  # by these somebody answers for a case, whether 接单 was said or not
    {Action.ACCEPT, Action.ARRIVE, Action.HAND_OVER, Action.RESOLVE, Action.PARK}
)


class Who(Flag):
    """In which part somebody acts on a case."""

    REPORTER = auto()  # 反映人
    RESIDENT = auto()  # any resident, supporters among them
    ASSIGNEE = auto()  # 承办人
    MEMBER = auto()  # any grid member of the case's grid
    PARTNER = auto()  # the partner it was handed to
    HEAD = auto()  # 网格长 of the grid
    SECRETARY = auto()  # 书记
    STREET = auto()  # 街道
    SYSTEM = auto()  # clocks and rules


_LEAD = Who.HEAD | Who.SECRETARY
_STAFF = Who.ASSIGNEE | Who.MEMBER | _LEAD
_HANDLER = Who.ASSIGNEE | Who.PARTNER | _LEAD
_ANYONE = Who.REPORTER | Who.RESIDENT | _STAFF | Who.PARTNER | Who.SYSTEM


@dataclass(frozen=True, slots=True)
class Rule:
    """One action: from which status to which, and who may."""

    moves: Mapping[Status, Status]
    by: Who


def _stay(*statuses: Status) -> dict[Status, Status]:
    return {status: status for status in statuses}


_R, _A, _C, _V = Status.REPORTED, Status.ASSIGNED, Status.ACCEPTED, Status.RESOLVED
_X, _P, _W, _M = Status.CLOSED, Status.PARKED, Status.WITHDRAWN, Status.MERGED

LIFECYCLE: Mapping[Action, Rule] = {
    # action              from → to (absent means refused)                          who may
    Action.ASSIGN: Rule({_R: _A, _A: _A}, Who.SYSTEM | _LEAD),
    Action.ACCEPT: Rule({_R: _C, _A: _C}, _STAFF | Who.PARTNER),
    Action.ARRIVE: Rule({_A: _C, _C: _C}, _STAFF | Who.PARTNER),
    Action.TRANSFER: Rule({_A: _A, _C: _A}, _HANDLER | Who.MEMBER),
    Action.HAND_OVER: Rule({_A: _C, _C: _C}, _STAFF),
    Action.JOIN_IN: Rule(_stay(_C), Who.PARTNER),
    Action.HELPED: Rule(_stay(_C), Who.PARTNER),
    Action.RETURN: Rule({_A: _A, _C: _A}, _HANDLER | Who.MEMBER),
    Action.RESOLVE: Rule({_A: _V, _C: _V}, _STAFF | Who.PARTNER),
    Action.EVALUATE: Rule({_V: _X, _X: _X}, Who.REPORTER),
    Action.CLOSE: Rule({_V: _X}, Who.SYSTEM),
    Action.REOPEN: Rule({_V: _C, _X: _C}, Who.REPORTER | _LEAD | Who.SYSTEM),
    Action.WITHDRAW: Rule({_R: _W, _A: _W}, Who.REPORTER),
    Action.REJECT: Rule({_R: _W, _A: _W}, _STAFF),
    Action.MERGE: Rule({_R: _M, _A: _M, _C: _M}, _STAFF),
    Action.UNMERGE: Rule({_M: _A}, _STAFF),
    Action.TABLE: Rule(_stay(_A, _C, _P), Who.SYSTEM | _LEAD),
    Action.UNTABLE: Rule(_stay(_A, _C, _P), _LEAD),
    Action.DECIDE: Rule({_A: _M, _C: _M, _P: _M}, _LEAD),
    Action.PARK: Rule({_A: _P, _C: _P}, Who.ASSIGNEE | _LEAD),
    Action.RESUME: Rule({_P: _C}, Who.SYSTEM | Who.ASSIGNEE | _LEAD),
    Action.WISH: Rule(_stay(_A, _C), Who.ASSIGNEE),
    Action.EXTEND: Rule(_stay(_A, _C), _LEAD),
    Action.AIM: Rule(_stay(_C), _STAFF),
    Action.DECLINE: Rule(_stay(_A, _C), _LEAD),
    Action.RETYPE: Rule(_stay(_R, _A, _C), _STAFF),
    Action.SUPPORT: Rule(_stay(_R, _A, _C, _P), Who.RESIDENT | Who.REPORTER),
    Action.PART: Rule(_stay(_R, _A, _C, _V, _P, _X), _STAFF),
    Action.OPINE: Rule(_stay(_V, _X), Who.RESIDENT),
    Action.DETAIL: Rule(_stay(_R, _A, _C, _V, _P, _X), _ANYONE),
    Action.REMARK: Rule(_stay(_R, _A, _C, _V, _P, _X), _STAFF | Who.PARTNER),
    Action.NUDGE: Rule(_stay(_R, _A, _C, _P), Who.REPORTER | Who.RESIDENT | _STAFF),
    Action.SUPERVISE: Rule(_stay(_R, _A, _C, _V, _P), _LEAD | Who.STREET),
    Action.VERIFY: Rule(_stay(_V), _LEAD),
    Action.ESCALATE: Rule(_stay(_R, _A, _C), Who.SYSTEM),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Supporter:
    """附议人: somebody with the same problem, by contact and shown name; `conversation` is where they said so."""

    contact: str
    name: str
    conversation: str = ""  # not known of who joined before it was kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Opinion:
    """What a supporter, by contact, says of the result: satisfied, mostly or unsolved."""

    contact: str
    evaluation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One line of a case's history: who did what, when and why.

    `who` is a person id, a contact or "system"; `facts` holds, as plain JSON values, what the action
    fixed (see `dispatch.history`), so that the history alone replays to the case.
    """

    number: int
    at: datetime
    who: str
    action: Action
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """工单 as it stands after its last change. Contacts are "account:contact id"; people are person ids."""

    number: int
    type: str
    status: Status
    priority: int  # 1 emergency … 4 routine
    grid: str
    place: Place
    text: str  # the request in the reporter's words
    reporter: str
    reporter_name: str
    conversation: str  # where it was reported and is answered: "account:group or contact id"
    opened_at: datetime
    doubtful: bool = False  # 疑似: opened for triage, nobody was told yet
    supporters: tuple[Supporter, ...] = ()
    pictures: tuple[str, ...] = ()
    assignee: str | None = None
    asked: tuple[str, ...] = ()  # everybody who was asked to take it since it was last assigned
    first_taker: str | None = None  # 首接: stays visible while a transfer is not accepted
    partner: str | None = None
    partner_due: datetime | None = None  # the partner's own clock: to say 接单, then to be on site
    partner_joined_at: datetime | None = None
    partner_did: str = ""  # what the partner says was done, before the owner confirms
    level: int = 0  # 0 A岗, 1 B岗, 2 网格长, 3 书记, 4 街道; never falls while open
    moves: int = 0  # transfers and returns
    returned: int = 0
    reopened: int = 0
    nudged: int = 0
    supervised: bool = False
    accept_due: datetime | None = None
    first_due: datetime | None = None
    resolve_due: datetime | None = None
    assigned_at: datetime | None = None
    accepted_at: datetime | None = None
    arrived_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    goal: str = ""  # 目标, fixed when it is accepted
    criterion: str = ""  # 标准: how anybody will know
    solution: str = ""
    proof: tuple[str, ...] = ()  # pictures that came with 办结
    evaluation: str | None = None  # satisfied, mostly, unsolved
    verified_by: str | None = None  # 核查, before it is closed silently
    closed_how: str | None = None  # confirmed, silent, withdrawn, rejected, merged
    merged_into: int | None = None
    opinions: tuple[Opinion, ...] = ()  # of supporters, each one's last
    tabled_at: datetime | None = None  # on the agenda since; a decided case and its follow-up keep it
    tabled_why: str = ""  # `agenda.Ground`
    off_agenda: bool = False  # taken off once: only a person's word brings it back
    origin: int | None = None  # the case that the meeting decided on, of which this is the follow-up
    review_on: datetime | None = None  # 挂账 until
    wished_until: datetime | None = None  # an extension that waits for 网格长
    wish: str = ""  # why
    extended: bool = False

    @property
    def open(self) -> bool:
        return self.status in OPEN


def permitted(case: Case, action: Action, who: Who) -> Status | Refusal:
    """The status that the action leads to, or why it is refused: wrong_status before not_allowed."""
    rule = LIFECYCLE[action]
    after = rule.moves.get(case.status)
    if after is None:
        return Refusal(code=Why.WRONG_STATUS, number=case.number, detail=case.status)
    if not rule.by & who:
        return Refusal(code=Why.NOT_ALLOWED, number=case.number, detail=action)
    return after
