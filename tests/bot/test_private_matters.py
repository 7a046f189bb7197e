"""Private matters lived to their end in a group, with curious neighbours: what the group hears is listed here."""

import re

import pytest

from bot.configuration.safety import SAFETY_TEXTS
from bot.rehearsal.stage import stage
from bot.rehearsal.transcript import parse
from intents.understand import Understanding

MATTERS = {
    "dispute": "3栋501邻居吵架，为了走廊堆东西，请社区来调解一下",
    "care": "7栋1单元302的林伯一个人住，腿脚不便，想请社区结对关心一下",
    "medical": "3栋2单元有人晕倒了",
    "violence": "楼上302打老婆，又哭又叫，3栋1单元",
    "self_harm": "3栋1单元 不想活了 活着没意思",
}
LIFE = """\
时间 2026-03-02 09:00
[金辉华府业主群]
3-2-501陈姐: {matter}
{life}
"""
STEPS = {
    "progress": "[金辉华府业主群]\n3-2-501陈姐: @小格 进度\n3-2-501陈姐: @小格 我的\n3-2-501陈姐: 进度 1",
    "urging": "[金辉华府业主群]\n3-2-501陈姐: 催一下 1\n3-2-501陈姐: 催一下 1",
    "accepting": "[私聊 王芳]\n王芳: 接单 1\n王芳: 到场 1\n王芳: 备注 1 血压很高",
    "neighbours": (
        "[金辉华府业主群]\n阿强: @小格 进度 1\n阿强: 催一下 1\n阿强: @小格 催一下 1\n阿强: +1\n阿强: 我家也是\n"
        "阿强: 没解决 1\n阿强: 撤销 1\n过了 5分钟\n阿强: {matter}\n阿强: @小格 我的\n阿强: @小格 进度"
    ),
    "staff in the group": "[金辉华府业主群]\n王芳: @小格 进度 1\n王芳: 详情 1",
    "solution": "[私聊 王芳]\n王芳: 接单 1\n王芳: 办结 1 血压很高，送了医院",
    "evaluating in the group": (
        "[私聊 王芳]\n王芳: 接单 1\n王芳: 办结 1 血压很高，送了医院\n[金辉华府业主群]\n过了 1小时\n"
        "3-2-501陈姐: 没解决 1，血压还是高\n[私聊 王芳]\n王芳: 办结 1 又去了一次\n[金辉华府业主群]\n过了 2小时\n"
        "3-2-501陈姐: 基本满意 1\n过了 8天\n3-2-501陈姐: 没解决 1，血压又高了\n3-2-501陈姐: 1"
    ),
    "silence": "[私聊 王芳]\n王芳: 接单 1\n王芳: 办结 1 血压很高，送了医院\n过了 25小时\n过了 25小时",
    "taking it back": "[金辉华府业主群]\n3-2-501陈姐: 撤销 1",
    "recalling": "[金辉华府业主群]\n3-2-501陈姐: <撤回>",
}
HEARD = re.compile(
    r"@(?:陈姐|阿强) 收到，(?:已登记 #\d+，)?网格员会私下联系您。|@(?:陈姐|阿强|王芳) #\d+ 已私下联系您。"
    r"|@阿强 您现在没有在办的诉求。|您现在没有在办的诉求。|(?:@阿强 )?没有找到您的 #1；发 进度 可看您自己的诉求。"
)
EMERGENCY = re.compile(
    rf"{re.escape(SAFETY_TEXTS['medical'])}\n已登记 #\d+，已同时通知值班网格员和网格长。我是机器人，不能代您拨打电话。"
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("matter", MATTERS)
async def test_the_group_hears_only_that_somebody_is_spoken_to(
    matter: str, step: str, understanding: Understanding
) -> None:
    life = STEPS[step].format(matter=MATTERS[matter])
    transcript = parse(LIFE.format(matter=MATTERS[matter], life=life), "t.txt")
    async with stage(transcript, understanding=understanding) as player:
        played = await player.play()
    in_group = [line.text for line in played.said if line.where.group]
    known = (HEARD, EMERGENCY) if matter == "medical" else (HEARD,)
    assert in_group != []
    assert [text for text in in_group if not any(each.fullmatch(text) for each in known)] == []
