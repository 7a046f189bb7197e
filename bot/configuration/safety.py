"""The approved emergency texts 应急提示, as shipped; the secretary's own ones replace them by type code."""

from collections.abc import Mapping

HOTLINES = ("119", "110", "120", "12338", "12356")

DEFAULT = "default"  # for an emergency without a text of its own
SELF_HARM = "self_harm"  # said in private only
VIOLENCE = "violence"  # in the family; said in private only

# The number comes first. No text promises an arrival, gives a diagnosis or asks to stay near the danger.
SAFETY_TEXTS: Mapping[str, str] = {
    "fire": (
        "火警先打119。\n走楼梯不坐电梯，湿毛巾捂口鼻弯腰走，随手关门，出来了不要再回去；"
        "走不了就关紧房门、堵住门缝，到窗口求救。"
    ),
    "gas": (
        "先离开，到屋外再打119或燃气抢修。\n不开灯、不按任何开关、不点火、不在屋里打电话，"
        "能顺手就关阀开窗，叫上邻居走楼梯下楼。请不要留下拍照。"
    ),
    "medical": "急救先打120。\n说清地址，派人到小区门口等车；不要随意搬动伤者，听120电话里的指导。",
    "lift_trapped": (
        "先按轿厢里的警铃，并打119。\n不要扒门、不要跳、不要自己往外爬，靠壁站稳，手机留着电等人来；"
        "外面的邻居也请不要撬门。"
    ),
    "security": (
        "报警先打110。\n先保证自己安全，不追、不围、不与人争执；老人小孩走失请马上打110，不用等24小时。"
    ),
    "flood": "险情先打119。\n人往高处走，不涉水、不靠近电线杆和倒下的树；能安全断电才断电，车不要再开下地库。",
    SELF_HARM: (
        "生命危险先打120或110，想找人说说话打12356心理援助热线（24小时）。\n"
        "请不要一个人扛着，网格员会私下联系您，群里不会提起。"
    ),
    VIOLENCE: (
        "有危险马上打110，能离开就先离开。\n妇女维权热线12338，心理援助热线12356（24小时）。"
        "网格员会私下联系您，群里不会提起。"
    ),
    DEFAULT: "紧急情况先打119（火警、救援）、110（报警）、120（急救）。\n先保证人的安全，离开危险的地方再说。",
}
