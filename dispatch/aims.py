"""三清: what a case is to reach and how anybody will know, fixed when it is accepted; its deadline stands in the case."""

from collections.abc import Mapping
from dataclasses import dataclass

from dispatch.cases import TAKING, Action, Case


@dataclass(frozen=True, slots=True)
class Aim:
    """目标 goal and 标准 acceptance criterion, each a short phrase that a resident understands."""

    goal: str
    criterion: str


AIMS: Mapping[str, Aim] = {
    # code                goal                        how we know
    "fire": Aim("火灭，人员安全", "现场无火无烟，人都找到"),
    "gas": Aim("止住泄漏，通风排险", "燃气公司测过无泄漏"),
    "medical": Aim("把人送到医护手上", "医护接手，家属知道"),
    "lift_trapped": Aim("把人救出来，电梯停用检修", "被困的人已出来，检修合格才开"),
    "security": Aim("人身财物安全，情况报警", "现场平静，民警已接手或到过"),
    "flood": Aim("人车撤离，水退险除", "积水退去，没有人被困"),
    "falling_object": Aim("清除坠物，找到源头", "隐患已拆除或责任人已谈话"),
    "manhole": Aim("盖好井口，先围挡", "井盖齐平牢固，围挡已撤"),
    "power": Aim("恢复供电", "住户家里有电，没有裸线"),
    "water": Aim("恢复供水", "龙头出清水，水压正常"),
    "lift": Aim("电梯恢复正常运行", "来回试梯三次无故障"),
    "drainage": Aim("疏通管道，止住渗漏", "放水能下，墙面地面不再渗"),
    "fire_hazard": Aim("消除火灾隐患", "通道畅通，隐患物已移走"),
    "access": Aim("门禁道闸正常使用", "刷卡开关三次正常"),
    "light": Aim("灯恢复照明", "天黑后灯亮"),
    "sanitation": Aim("清理干净", "现场没有垃圾和异味"),
    "pest": Aim("消杀到位", "三天内没有再见到"),
    "greenery": Aim("修剪或扶正，不碍人", "枝叶不挡路不碰窗"),
    "illegal_build": Aim("制止并依规处理", "已停工，城管给出处理意见"),
    "parking": Aim("车挪开，通道畅通", "通道和车位可以正常用"),
    "noise": Aim("降到不扰民", "反映人说听不到或可以接受"),
    "pets": Aim("犬只看管好，现场清理", "饲主已被告知，牵绳"),
    "dispute": Aim("双方坐下来谈妥", "双方认可调解结果"),
    "facility": Aim("设施修好或先停用", "设施牢固可用，或已围挡"),
    "air": Aim("查到来源，不再扰民", "反映人说闻不到"),
    "street_trade": Aim("劝离，通道畅通", "摊点已离开，路面干净"),
    "property": Aim("物业给出书面答复", "反映人收到答复"),
    "care": Aim("人平安，有人照应", "当面见到本人，家属知道"),
    "errand": Aim("把事情代办好", "本人拿到结果"),
    "consult": Aim("讲清楚怎么办", "反映人知道去哪里、带什么"),
    "suggest": Aim("研究并给出答复", "反映人收到答复"),
    "party": Aim("按规定办理", "本人收到回复"),
}


def aims(case: Case, action: Action) -> dict[str, object]:
    """The goal and the criterion of its type as facts of a change that takes the case; nothing once they are fixed."""
    if action not in TAKING or case.goal:
        return {}
    return aims_of(case.type)


def aims_of(type_code: str) -> dict[str, object]:
    """The goal and the criterion of a type as facts of a change."""
    aim = AIMS[type_code]
    return {"goal": aim.goal, "criterion": aim.criterion}
