"""What is said about chat accounts that were away: to staff as it happens, to their groups afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.channels.status import Span, State
from bot.replies.words import moment

MOST_SPANS = 3  # more are told as one
JUST_NOW = timedelta(hours=1)

STATE_NAMES: Mapping[State, str] = {
    State.CONNECTING: "没有登录",
    State.QR: "等待扫码登录",
    State.SIGNED_IN: "在线",
    State.SIGNED_OUT: "已退出登录",
    State.LOST: "连不上网关",
    State.FROZEN: "网关没有响应",
    State.TAKEN_OVER: "被别的程序占用",
    State.WRONG_TOKEN: "网关口令不对",
}

ADVICE: Mapping[State, str] = {
    State.CONNECTING: "请看网关和手机上是否要求登录",
    State.QR: "请打开看板页面，用手机微信扫码",
    State.SIGNED_OUT: "请先看手机微信上有没有警告，再重新扫码登录",
    State.LOST: "请看网关程序是否在运行",
    State.FROZEN: "请重启网关程序",
    State.TAKEN_OVER: "请关掉连着同一个网关的另一个程序",
    State.WRONG_TOKEN: "请核对网关和邻里两边的口令",
}


def account_away(account: str, state: State, since: datetime, now: datetime) -> str:
    return (
        f"聊天账号 {account} {moment(since, now)}起收不到消息：{STATE_NAMES[state]}。"
        f"{ADVICE[state]}；恢复前群里的诉求请靠电话和走访。"
    )


def account_back(account: str, missed: Span | None, now: datetime) -> str:
    return f"聊天账号 {account} 恢复了" + (f"，{_span(missed, now)}没有收到消息。" if missed else "。")


def was_offline(missed: Sequence[Span], now: datetime) -> str:
    """我刚才离线 10:02–11:40，期间的诉求请再发一次。 Once the hour is over: 我离线过."""
    spans = missed if len(missed) <= MOST_SPANS else [Span(start=missed[0].start, end=missed[-1].end)]
    ended = missed[-1].end or now
    head = "我刚才离线" if now - ended <= JUST_NOW else "我离线过"
    return f"{head} {'、'.join(_span(each, now) for each in spans)}，期间的诉求请再发一次。"


def _span(span: Span, now: datetime) -> str:
    """10:02–11:40; with the days when it is not all today."""
    end = span.end or now
    if span.start.date() == end.date() == now.date():
        return f"{span.start:%H:%M}–{end:%H:%M}"
    if span.start.date() == end.date():
        return f"{moment(span.start, now)}–{end:%H:%M}"
    return f"{moment(span.start, now)}–{moment(end, now)}"
