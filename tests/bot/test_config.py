"""The configuration: what it becomes, and every fault with its line and the way out."""

from dataclasses import asdict, replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assets import demo_folder
from bot.channels.console import Group, Member
from bot.configuration import FaultyConfigError, check, load
from bot.configuration.safety import HOTLINES, SAFETY_TEXTS
from bot.configuration.secrets import token_of
from bot.configuration.settings import ConversationSettings
from bot.configuration.values import clock_span, length_of_time, time_of_day
from bot.pacing import GENTLE
from dispatch.calendar import OfficeHours, Season
from dispatch.catalogue import TYPES, Span
from dispatch.coverage import gaps
from dispatch.errors import ConfigError
from dispatch.people import Role
from dispatch.roster import (
    A_MONDAY,
    EmergencyShift,
    Handover,
    HolidayShift,
    Night,
    Roster,
    Rota,
    Shift,
)
from tests.dispatch.builders import at

EXAMPLE = Path(__file__).parents[2] / "config.yaml"
DEMO = demo_folder() / "community.yaml"

SMALL = """\
community:
  id: small
  street: 玉屏街道
  name: 小社区
  grids:
    - name: 一网格
      compounds:
        - {name: 金辉华府, aliases: [金辉], buildings: [1, B2], groups: [一群]}
        - {name: 融景嘉园, groups: [二群]}
staff:
  - {id: wang, name: 王芳, role: grid_member, contact: "console:wang", grids: [一网格]}
  - {id: chen, name: 陈杰, role: grid_head, contact: "console:chen", grids: [一网格]}
  - {id: lin, name: 林书记, role: secretary, contact: "console:lin"}
roster:
  一网格: {a: wang}
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def faults(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    return [(fault.line, f"{fault.what} {fault.way_out}") for fault in check(written(tmp_path, text))]


def test_the_shipped_example_and_the_demo_community_have_no_faults() -> None:
    assert (check(EXAMPLE), check(DEMO)) == ([], [])


def test_the_demo_rosters_cover_every_day() -> None:
    settings = load(DEMO)
    grids = [grid.name for grid in settings.community.grids]
    assert gaps(settings.office.plan(()), grids, A_MONDAY, 28) == []


def test_a_small_file_is_enough_and_the_rest_has_shipped_values(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL))
    assert settings.conversation == ConversationSettings()
    assert (settings.policies.types, settings.safety) == (TYPES, dict(SAFETY_TEXTS))
    assert (settings.host, settings.port) == ("127.0.0.1", 8600)


def test_data_and_database_lie_beside_the_file(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL))
    assert (settings.data, settings.database) == (tmp_path / "var", f"sqlite:///{tmp_path}/var/linli.db")


def test_a_database_url_of_a_server_stays_as_it_is(tmp_path: Path) -> None:
    url = "postgresql+psycopg://linli@db/linli"
    assert load(written(tmp_path, SMALL + f"database: {url}\n")).database == url


def test_buildings_may_be_written_as_numbers(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL))
    assert settings.community.compounds()[0].buildings == ("1", "B2")


def test_the_secretary_serves_every_grid_without_naming_them(tmp_path: Path) -> None:
    secretary = load(written(tmp_path, SMALL)).staff.secretary()
    assert secretary is not None
    assert (secretary.role, secretary.grids) == (Role.SECRETARY, ("一网格",))


def test_weekdays_of_the_roster_count_from_monday(tmp_path: Path) -> None:
    week = "{a: wang, alternate: true, week: {sunday: {a: chen, b: wang}}}"
    roster = load(written(tmp_path, SMALL.replace("{a: wang}", week))).rosters["一网格"]
    assert (roster.week, roster.alternate) == ({6: Shift(a="chen", b="wang")}, True)


LAYERS = """\
roster:
  一网格:
    a: wang
    b: chen
    rota: {people: [wang, chen], since: 2026-03-02}
    night: {start: "22:00", end: "7:00", a: chen, b: wang}
    holiday: {a: chen}
    holidays: [{first: 2027-02-06, last: "2027-02-08", a: wang, b: chen}]
    emergency: [{start: "2026-07-20 8:00", end: "2026-07-22 20:00", a: chen, why: 台风}]
    handover: move
"""


def test_every_layer_of_a_roster_is_built(tmp_path: Path) -> None:
    roster = load(written(tmp_path, SMALL[: SMALL.index("roster:")] + LAYERS)).rosters["一网格"]
    assert roster == Roster(
        grid="一网格",
        default=Shift(a="wang", b="chen"),
        rota=Rota(turns=("wang", "chen"), since=date(2026, 3, 2)),
        night=Night(start=time(22), end=time(7), plan=Shift(a="chen", b="wang")),
        holiday=Shift(a="chen"),
        holidays=(
            HolidayShift(first=date(2027, 2, 6), last=date(2027, 2, 8), shift=Shift(a="wang", b="chen")),
        ),
        emergencies=(
            EmergencyShift(
                start=at("2026-07-20 08:00"), end=at("2026-07-22 20:00"), shift=Shift(a="chen"), why="台风"
            ),
        ),
        handover=Handover.MOVE,
    )


def test_a_night_may_go_round_by_week(tmp_path: Path) -> None:
    night = '{a: wang, night: {start: "22:00", end: "07:00", rota: {people: [wang, chen]}}}'
    roster = load(written(tmp_path, SMALL.replace("{a: wang}", night))).rosters["一网格"]
    assert roster.night == Night(
        start=time(22), end=time(7), plan=Rota(turns=("wang", "chen"), since=A_MONDAY)
    )
    assert (roster.handover, roster.rota) == (Handover.STAY, None)


def test_seasons_reach_the_calendar(tmp_path: Path) -> None:
    text = 'calendar: {seasons: [{first: 05-01, last: "09-30", start: "8:00", end: "18:00"}]}\n'
    summer = Season(first=(5, 1), last=(9, 30), hours=OfficeHours(start=time(8), end=time(18)))
    assert load(written(tmp_path, SMALL + text)).policies.calendar.seasons == (summer,)


def test_types_change_only_what_is_written(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL + "types: {noise: {priority: 2, accept: 1 h, resolve: 3 wd}}\n"))
    noise, shipped = settings.policies.of("noise"), TYPES["noise"]
    assert (noise.priority, noise.accept, noise.resolve) == (2, Span(minutes=60), Span(workdays=3))
    assert (noise.first, noise.window, noise.scope) == (shipped.first, shipped.window, shipped.scope)


def test_holidays_and_office_hours_reach_the_calendar(tmp_path: Path) -> None:
    text = 'calendar: {office_hours: {start: "9:00", end: "17:00"}, holidays: [2027-02-06], workdays: ["2027-02-07"]}\n'
    calendar = load(written(tmp_path, SMALL + text)).policies.calendar
    assert (calendar.hours.start, calendar.hours.end) == (time(9), time(17))
    assert (calendar.is_workday(date(2027, 2, 6)), calendar.is_workday(date(2027, 2, 7))) == (False, True)


def test_conversation_values_are_replaced_one_by_one(tmp_path: Path) -> None:
    text = 'conversation: {quiet_from: "21:30", burst_wait: 30 s, reopen_days: 3, gap: 2 s, urge_every: 1 h,'
    text += " supporters_to_head: 2, supporters_to_secretary: 5}\n"
    talk = load(written(tmp_path, SMALL + text)).conversation
    expected = {
        **asdict(ConversationSettings()),
        "quiet_from": time(21, 30),
        "burst_wait": timedelta(seconds=30),
        "reopen_days": 3,
        "gap": timedelta(seconds=2),
        "urge_every": timedelta(hours=1),
        "supporters_to_head": 2,
        "supporters_to_secretary": 5,
    }
    assert asdict(talk) == expected
    assert talk.follow.reopen_within == timedelta(days=3)
    assert (talk.follow.urge_every, talk.follow.supporters_to_head) == (timedelta(hours=1), 2)
    assert talk.follow.supporters_to_secretary == 5


def test_staff_on_the_console_are_its_members_and_a_group_without_members_has_everybody(
    tmp_path: Path,
) -> None:
    text = "console: {members: [{id: li, name: 李阿姨}], groups: [{id: g1, name: 一群}]}\n"
    console = load(written(tmp_path, SMALL + text)).console
    everybody = ("li", "wang", "chen", "lin")
    assert tuple(member.id for member in console.members) == everybody
    assert console.members[1] == Member(id="wang", name="王芳", role_label="网格员")
    assert console.groups == (Group(id="g1", name="一群", members=everybody),)


def test_an_approved_emergency_text_replaces_the_shipped_one(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL + "safety: {fire: 火警119，快走楼梯}\n"))
    assert settings.safety == {**SAFETY_TEXTS, "fire": "火警119，快走楼梯"}


def test_every_shipped_emergency_text_begins_with_a_number_to_call() -> None:
    first_lines = {code: text.partition("\n")[0] for code, text in SAFETY_TEXTS.items()}
    assert [code for code, line in first_lines.items() if not any(n in line for n in HOTLINES)] == []


def test_every_emergency_type_has_a_text() -> None:
    urgent = {code for code, policy in TYPES.items() if policy.priority == 1}
    assert urgent - SAFETY_TEXTS.keys() == set()


def test_a_faulty_file_raises_with_all_of_its_faults(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL + "types: {nois: {accept: soon}}\nweb: {port: 99999}\n")
    with pytest.raises(ConfigError) as raised:
        load(file)
    assert isinstance(raised.value, FaultyConfigError)
    assert [fault.line for fault in raised.value.faults] == [16, 17]
    assert str(raised.value).startswith(f"{file}:16: ")


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    found = check(tmp_path / "nowhere.yaml")
    assert [fault.what for fault in found] == ["The file does not exist."]


PEOPLE = (
    (
        "id: chen, name: 陈杰",
        "id: wang, name: 陈杰",
        12,
        "The staff id `wang` is used twice, first in line 11.",
    ),
    ("console:chen", "console:wang", 12, "The contact `console:wang` is used twice, first in line 11."),
    ("name: 陈杰", "name: 王芳", 12, "The staff name `王芳` is used twice, first in line 11."),
    ("console:chen", "wechat:chen", 12, "陈杰 cannot be reached: there is no channel account `wechat`."),
    ("console:chen", "console:linli", 12, "The console id `linli` is the bot's own."),
    ("role: secretary", "role: partner", 10, "Nobody is the secretary 书记."),
    ("role: grid_head", "role: grid_member", 6, "The grid `一网格` has no grid head 网格长."),
    (
        "role: grid_head",
        "role: head",
        12,
        "Input should be 'grid_member', 'grid_head', 'secretary', 'street' or 'partner'",
    ),
    ('"console:wang", grids: [一网格]', '"console:wang"', 11, "王芳 is a grid_member without a grid."),
    (
        'chen", grids: [一网格]',
        'chen", grids: [三网格, 一网格]',
        12,
        "serves the grid `三网格`, which does not exist.",
    ),
)
PLACES = (
    ("groups: [二群]", "groups: [一群]", 9, "The group 群 `一群` is used twice, first in line 8."),
    ("name: 融景嘉园", "name: 金辉", 9, "The compound name 小区 `金辉` is used twice, first in line 8."),
    ("[1, B2]", "[1, B2, 1]", 8, "The building 楼栋 `1` is used twice, first in line 8."),
    ("  id: small", "  id: 小", 2, "`community.id`: String should match pattern"),
    ("  street: 玉屏街道\n", "", 1, "`community.street` is missing."),
)
ROSTERS = (
    ("{a: wang}", "{a: zhang}", 15, "`zhang` is on the roster of `一网格`, but not on the staff."),
    ("{a: wang}", "{a: wang, week: {friday: {a: zhang}}}", 15, "`zhang` is on the roster"),
    ("  一网格: {a: wang}", "  二网格: {a: wang}", 14, "The grid `一网格` has no roster 值班表."),
    (
        "  一网格: {a: wang}",
        "  二网格: {a: wang}",
        15,
        "There is a roster 值班表 for `二网格`, but no such grid.",
    ),
    ("{a: wang}", "{a: wang, week: {someday: {a: wang}}}", 15, "Input should be 'monday'"),
)
LAYERED = (
    ("rota: {people: []}", "should have at least 1 item"),
    ("rota: {people: [zhang]}", "`zhang` is on the roster of `一网格`, but not on the staff."),
    ("rota: {people: [wang], since: 2026-03-03}", "2026-03-03 is no Monday."),
    ('night: {start: "22:00", end: "22:00", a: wang}', "The night roster 夜班 ends when it starts."),
    ('night: {start: "22:00", end: "7:00"}', "needs either A岗 `a:` or people who take turns."),
    (
        'night: {start: "22:00", end: "7:00", a: wang, rota: {people: [wang]}}',
        "needs either A岗 `a:` or people who take turns.",
    ),
    (
        'night: {start: "22:00", end: "7:00", rota: {people: [wang], since: 2026-03-03}}',
        "2026-03-03 is no Monday.",
    ),
    ("holidays: [{first: 2027-02-08, last: 2027-02-06, a: wang}]", "ends on 2027-02-06, before it begins"),
    (
        'emergency: [{start: "2026-07-20 08:00", end: "2026-07-20 08:00", a: wang}]',
        "ends at 2026-07-20 08:00, before it begins.",
    ),
    (
        "emergency: [{start: 2026-07-20, end: 2026-07-21, a: wang}]",
        "a moment is written like 2026-07-20 08:00",
    ),
    ("handover: ask", "Input should be 'move' or 'stay'"),
    ("holiday: {a: lin, b: zhang}", "`zhang` is on the roster of `一网格`, but not on the staff."),
)
ADDED = (
    ("types: {nois: {accept: 1 h}}", "`nois` is not a request type 诉求类型. Did you mean `noise`?"),
    (
        "types: {noise: {accept: soon}}",
        "a clock is written like 5 min, 24 h, 2 d, 3 wd (working days), now or same day",
    ),
    ("types: {noise: {priority: 5}}", "`types.noise.priority`: Input should be less than or equal to 4"),
    ("safety: {fir: 火警119}", "`fir` is not a request type 诉求类型. Did you mean `fire`?"),
    ("safety: {fire: 快走}", "The emergency text for `fire` does not begin with a number to call."),
    ('conversation: {quiet_from: "25:00"}', "a time of day is written like 22:00"),
    ("conversation: {silent_close: 12 h}", "(`silent_close`) before the reporter is reminded."),
    (
        "conversation: {report_threshold: 0.4, unclear_threshold: 0.5}",
        "`unclear_threshold` is above `report_threshold`",
    ),
    ("conversation: {burst_wait: 20}", "a length of time is written like 20 s, 10 min, 24 h or 7 d"),
    ("conversation: {burst_wate: 20 s}", "is not a known key. Did you mean `burst_wait`?"),
    (
        'calendar: {office_hours: {start: "18:00", end: "08:00"}}',
        "start, break and end must follow each other",
    ),
    (
        'calendar: {seasons: [{first: 05-01, last: 09-30, start: "18:00", end: "08:00"}]}',
        "start, break and end must follow each other",
    ),
    (
        'calendar: {seasons: [{first: 5-1, last: 09-30, start: "8:00", end: "18:00"}]}',
        "a day of every year is written like 05-01",
    ),
    (
        "calendar: {holidays: [2027-01-01], workdays: [2027-01-01]}",
        "both as a holiday 节假日 and as a working day",
    ),
    ("calendar: {holidays: [2027-13-01]}", "cannot be understood"),
    ("console: {groups: [{id: g1, name: 三群}]}", "The console group `三群` belongs to no compound."),
    ("console: {groups: [{id: wang, name: 一群}]}", "The console id `wang` is used twice, first in line 11."),
    (
        "console: {groups: [{id: g1, name: 一群, members: [wnag]}]}",
        "nobody has this id. Did you mean `wang`?",
    ),
    ("database: mysql://db", "`mysql://db` is not a database URL."),
    ("web: {port: 99999}", "`web.port`: Input should be less than or equal to 65535"),
)


@pytest.mark.parametrize(("before", "after", "line", "sentence"), [*PEOPLE, *PLACES, *ROSTERS])
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, line: int, sentence: str
) -> None:
    found = faults(tmp_path, SMALL.replace(before, after))
    assert [line for line, said in found if sentence in said] == [line]


@pytest.mark.parametrize(("section", "sentence"), ADDED)
def test_a_wrong_section_is_named_with_its_line(tmp_path: Path, section: str, sentence: str) -> None:
    assert [line for line, said in faults(tmp_path, f"{SMALL}{section}\n") if sentence in said] == [16]


@pytest.mark.parametrize(("layer", "sentence"), LAYERED)
def test_a_layer_that_cannot_be_meant_is_named_with_its_line(
    tmp_path: Path, layer: str, sentence: str
) -> None:
    text = SMALL.replace("  一网格: {a: wang}", f"  一网格:\n    a: wang\n    {layer}")
    assert {line for line, said in faults(tmp_path, text) if sentence in said} == {17}


def test_the_faults_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    broken = SMALL.replace("groups: [二群]", "groups: [一群]").replace("{a: wang}", "{a: zhang}")
    assert [line for line, _ in faults(tmp_path, broken + "types: {nois: {}}\n")] == [9, 15, 16]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("5 min", Span(minutes=5)),
        ("2h", Span(minutes=120)),
        ("2 d", Span(minutes=2880)),
        ("3 wd", Span(workdays=3)),
        ("now", Span()),
        ("same day", Span(same_day=True)),
    ],
)
def test_a_clock_is_a_number_and_a_unit(said: str, expected: Span) -> None:
    assert clock_span(said) == expected


@given(st.times())
def test_a_time_of_day_is_read_as_it_is_written(moment: time) -> None:
    assert time_of_day(f"{moment:%H:%M}") == moment.replace(second=0, microsecond=0)


@given(st.integers(0, 99_999))
def test_a_length_of_time_is_read_as_it_is_written(count: int) -> None:
    assert length_of_time(f"{count} min") == timedelta(minutes=count)


# WeChat accounts


WECHATY = """\
wechaty:
  - id: wechat
    endpoint: gateway.example:8788
    token_file: secrets/wechaty.token
    tls: true
    ca_file: ca.pem
    pacing: {gap_from: 2 s, per_day: 300}
"""


def test_an_account_is_what_the_file_says_and_gentle_otherwise(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL + WECHATY))
    (account,) = settings.wechaty
    assert (account.id, account.host, account.port, account.tls) == ("wechat", "gateway.example", 8788, True)
    assert (account.token_file, account.ca_file) == (
        tmp_path / "secrets" / "wechaty.token",
        tmp_path / "ca.pem",
    )
    assert account.pace == replace(GENTLE, gap_from=timedelta(seconds=2), per_day=300)


def test_an_account_never_speaks_faster_in_a_conversation_than_the_rest(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL + WECHATY + "conversation: {gap: 4 s}\n"))
    assert settings.paces["wechat"].room_gap == timedelta(seconds=4)


def test_staff_may_be_reached_on_a_wechat_account(tmp_path: Path) -> None:
    text = SMALL.replace("console:wang", "wechat:wxid_wang")
    assert load(written(tmp_path, text + WECHATY)).staff.by_contact("wechat:wxid_wang")
    assert "no channel account `wechat`" in faults(tmp_path, text)[0][1]


def test_what_is_missing_for_an_account_is_found_by_check_and_needed_for_serving_only(
    tmp_path: Path,
) -> None:
    file = written(tmp_path, SMALL + WECHATY)
    load(file)
    with pytest.raises(FaultyConfigError) as raised:
        load(file, serving=True)
    found = [(fault.line, fault.what) for fault in check(file)]
    token, certificates = tmp_path / "secrets" / "wechaty.token", tmp_path / "ca.pem"
    assert found == [
        (
            17,
            f"There is no token for the account wechat: the file {token} cannot be read (No such file or directory).",
        ),
        (21, f"There is no file {certificates}."),
    ]
    assert [fault.what for fault in raised.value.faults] == [what for _, what in found]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("  puppet_service_1a2b\n", None),
        ("", "the environment variable LINLI_TEST_TOKEN is not set"),
        ("口令", "has signs that no token has"),
        ("two words", "has signs that no token has"),
    ],
)
def test_a_token_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str, expected: str | None
) -> None:
    monkeypatch.setenv("LINLI_TEST_TOKEN", token)
    text = SMALL + "wechaty: [{id: wechat, endpoint: '127.0.0.1:1', token_env: LINLI_TEST_TOKEN}]\n"
    found = faults(tmp_path, text)
    if expected is None:
        (account,) = load(tmp_path / "config.yaml", serving=True).wechaty
        assert (found, token_of(account)) == ([], "puppet_service_1a2b")
    else:
        assert expected in found[0][1]


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("{id: console, endpoint: 'a:1', token_env: T}", "`console` is the console's own."),
        ("{id: wx, endpoint: 'a:1'}", "needs one place for the gateway's token"),
        ("{id: wx, endpoint: 'a:1', token_env: T, token_file: t}", "needs one place for the gateway's token"),
        ("{id: wx, endpoint: 'a:70000', token_env: T}", "`a:70000` has no port between 1 and 65535"),
        ("{id: wx, endpoint: 'a', token_env: T}", "endpoint"),
        ("{id: wx, endpoint: 'a:1', token: secret}", "token"),
        ("{id: wx, endpoint: 'a:1', token_env: T, ca_file: c}", "names certificates without `tls: true`"),
        ("{id: wx, endpoint: 'a:1', token_env: T, pacing: {gap_from: 9 s}}", "`gap_from` above its `gap_to`"),
        ("{id: wx, endpoint: 'a:1', token_env: T}, {id: wx, endpoint: 'b:1', token_env: T}", "used twice"),
    ],
)
def test_a_faulty_account_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: str, expected: str
) -> None:
    monkeypatch.setenv("T", "token")
    assert any(expected in what for _, what in faults(tmp_path, f"{SMALL}wechaty: [{account}]\n"))
