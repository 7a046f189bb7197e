"""What is said about groups: coming in, greeting, binding, leaving."""


def introduction(bot_name: str) -> str:
    return (
        f"大家好，我是{bot_name}，本小区的登记机器人。小区里的事直接说（什么问题、几栋几单元），我登记给网格员。\n"
        "隐私：只保存登记成工单的话和照片，闲聊不保存；群里不说姓名、房号、电话。@我 隐私 看全文。\n"
        "紧急请先打119/110/120，我不能代打。"
    )


def welcome(bot_name: str) -> str:
    return (
        f"欢迎新邻居。我是登记机器人{bot_name}，小区里的事直接说就行；只保存登记成工单的话，@我 隐私 看说明。"
    )


def bound(compound: str) -> str:
    return f"本群已绑定{compound}。"


def invited(number: int, inviter: str, topic: str) -> str:
    return f"{inviter}邀请我进群“{topic}”。同意请回：进群 {number}，不同意请回：不进群 {number}"


def admitted(topic: str) -> str:
    return f"好的，进群“{topic}”。"


def declined(topic: str) -> str:
    return f"好的，不进群“{topic}”。"


def strange(topic: str) -> str:
    return f"我进了群“{topic}”，还不知道是哪个小区，先不说话。请在群里发：绑定小区 小区名"


def removed(topic: str) -> str:
    return f"我被移出了群“{topic}”，那里的诉求收不到了。"


def renamed(before: str, after: str, compound: str) -> str:
    return f"群“{before}”改名为“{after}”，仍按{compound}处理；不对请在群里发：绑定小区 小区名"


def only_in_a_group() -> str:
    return "请到要绑定的群里发：绑定小区 小区名"
