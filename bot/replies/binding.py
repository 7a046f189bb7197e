"""What is said about binding a contact to one of the staff."""


def only_in_private() -> str:
    return "请私聊我办；验证码在群里说过就作废了，请找管理员再要一个。"


def bound(name: str) -> str:
    return f"已绑定：您是{name}。发 帮助 看口令，解绑 可取消。"


def unbound() -> str:
    return "已解绑，工单不再发到这里。"


def nothing_bound() -> str:
    return "这里没有用验证码绑定过。"
