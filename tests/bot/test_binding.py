"""Binding by chat and by command, with the whole bot: who is bound gives orders and gets the work."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.status import State
from bot.cli import run
from bot.directory import Directory
from dispatch import binding
from dispatch.store import Work, upgrade
from tests.bot.fakes import FakeAccount
from tests.bot.stage import LI, OFFICE, WANG, Stage

CONFIG = """\
community: {id: demo, street: 玉屏街道, name: 玉融社区, grids: [{name: 玉融一网格, compounds: [{name: 金辉华府}]}]}
staff:
  - {id: wangfang, name: 王芳, role: grid_member, grids: [玉融一网格]}
  - {id: chenjie, name: 陈杰, role: grid_head, contact: "console:chenjie", grids: [玉融一网格]}
  - {id: linshuji, name: 林书记, role: secretary, contact: "console:linshuji"}
roster: {玉融一网格: {a: wangfang}}
"""


async def said(stage: Stage, text: str, by: str) -> list[str]:
    """What the bot answers to a private word."""
    before = len(stage.channel.said)
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=1))
    await stage.hear(stage.message(text, by=by, conversation=f"console:{by}", group=None))
    await stage.desk.drain()
    await stage.sender.drain()
    return [line.text for line in stage.channel.said[before:]]


async def test_who_is_bound_gives_orders_from_there(stage: Stage) -> None:
    code = await stage.store.transact(lambda work: binding.invite(work, WANG, by="operator"))
    assert await said(stage, "待办", by="phone") == ["这个口令我不能执行；发 帮助 看能做的。"]
    assert await said(stage, f"绑定 {code}", by="phone") == [
        "已绑定：您是王芳(网格员)。发 帮助 看口令，解绑 可取消。"
    ]
    assert (await said(stage, "待办", by="phone"))[0].startswith("待办")
    person = OFFICE.staff.by_id(WANG.id)
    assert person is not None
    assert person.contact == "console:phone"
    assert await said(stage, "解绑", by="phone") == ["已解绑，工单不再发到这里。"]
    assert await said(stage, "待办", by="phone") == ["这个口令我不能执行；发 帮助 看能做的。"]


async def test_a_code_goes_to_whom_it_was_given_for(stage: Stage) -> None:
    code = await stage.store.transact(lambda work: binding.invite(work, LI, by="operator"))
    assert (await said(stage, f"绑定{code}", by="phone"))[0].startswith("已绑定：您是李强")
    person = OFFICE.staff.by_contact("console:phone")
    assert person is not None
    assert person.id == LI.id


async def test_who_has_two_accounts_is_written_to_where_somebody_is(stage: Stage) -> None:
    account = FakeAccount(stage.clock)
    channels = {"console": stage.channel, "wechat": account}
    directory = Directory(store=stage.store, clock=stage.clock, office=OFFICE, channels=channels)
    code = await stage.store.transact(lambda work: binding.invite(work, WANG, by="operator"))
    await stage.store.transact(lambda work: binding.redeem(work, OFFICE.staff, "wechat:wang", code))
    reached = []
    for state in (State.SIGNED_IN, State.LOST, State.SIGNED_IN):
        account.board.move(state)
        await directory.refresh()
        person = OFFICE.staff.by_id(WANG.id)
        reached.append(person and person.contact)
    assert reached == ["wechat:wang", WANG.contact, "wechat:wang"]


async def test_a_command_of_another_process_is_heard_of_within_a_minute(stage: Stage) -> None:
    channels = {"console": stage.channel}
    directory = Directory(store=stage.store, clock=stage.clock, office=OFFICE, channels=channels)
    await directory.keep_up()
    code = await stage.store.transact(lambda work: binding.invite(work, WANG, by="operator"))
    await stage.store.transact(lambda work: binding.redeem(work, OFFICE.staff, "console:phone", code))
    known = []
    for seconds in (59, 1):
        stage.clock.move_to(stage.clock.now() + timedelta(seconds=seconds))
        await directory.keep_up()
        known.append(OFFICE.staff.by_contact("console:phone") is not None)
    assert known == [False, True]


# the commands


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config.yaml"
    file.write_text(f"{CONFIG}database: sqlite:///{tmp_path}/linli.db\n", encoding="utf-8")
    upgrade(f"sqlite:///{tmp_path}/linli.db")
    return file


def test_an_invitation_prints_a_code_and_the_trail_shows_it_was_given(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["invite", "王芳", "--config", str(config)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("王芳(网格员): 请在 15 分钟内私聊机器人发：绑定 ")
    code = printed.split()[-1]
    assert len(code) == binding.DIGITS
    run(["bindings", "--json", "--config", str(config)])
    found = json.loads(capsys.readouterr().out)
    assert found["bindings"] == []
    assert [(trace["who"], trace["what"], trace["about"]) for trace in found["audit"]] == [
        ("operator", "invited", "wangfang")
    ]
    assert code not in json.dumps(found)


def test_nobody_of_that_name_is_invited(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["invite", "王芳芳", "--config", str(config)]) == 1
    assert "there is no 王芳芳 on the staff; use one of: 王芳, 陈杰, 林书记" in capsys.readouterr().err


def test_what_was_bound_is_listed_and_untied(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["invite", "王芳", "--config", str(config)])
    code = capsys.readouterr().out.split()[-1]
    _redeem(config, code)
    run(["bindings", "--audit", "--config", str(config)])
    assert "console:phone" in capsys.readouterr().out
    assert run(["unbind", "王芳", "--config", str(config)]) == 0
    assert capsys.readouterr().out == "untied: console:phone\n"
    assert run(["unbind", "王芳", "--config", str(config)]) == 1
    assert "`linli bindings` lists those that were" in capsys.readouterr().err


def _redeem(config: Path, code: str) -> None:
    from bot.commands.database import in_store
    from bot.configuration import load

    settings = load(config)

    def unit(work: Work) -> None:
        binding.redeem(work, settings.staff, "console:phone", code)

    in_store(settings, unit, change=True)
