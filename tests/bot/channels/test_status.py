"""The state of an account with its times, moved by hand."""

from datetime import timedelta

from bot.channels.status import KEPT_SPANS, Span, State, Status, StatusBoard
from dispatch.clock import VirtualClock
from tests.dispatch.builders import at

START = at("2026-03-02 10:00")
MINUTE = timedelta(minutes=1)


class Watch:
    """A board and its clock; every move takes place a minute after the one before."""

    def __init__(self) -> None:
        self.clock = VirtualClock(START)
        self.board = StatusBoard("wechat", self.clock)
        self.seen: list[Status] = []
        self.board.subscribe(self.seen.append)

    def move(self, state: State, **parts: str) -> None:
        self.later()
        self.board.move(state, **parts)

    def later(self) -> None:
        self.clock.move_to(self.clock.now() + MINUTE)


def test_a_state_lasts_from_its_first_moment() -> None:
    watch = Watch()
    watch.move(State.LOST, detail="refused")
    watch.move(State.LOST, detail="reset")
    assert watch.board.status == Status(state=State.LOST, since=START + MINUTE, detail="reset")


def test_who_subscribed_hears_of_changes_only() -> None:
    watch = Watch()
    watch.move(State.QR, qr="a")
    watch.move(State.QR, qr="a")
    watch.move(State.QR, qr="b")
    watch.board.unsubscribe(watch.seen.append)
    watch.move(State.SIGNED_IN)
    assert [status.qr for status in watch.seen] == ["a", "b"]


def test_an_outage_begins_at_the_last_sign_of_life_and_ends_at_the_sign_in() -> None:
    watch = Watch()
    watch.move(State.SIGNED_IN)
    watch.later()
    watch.board.alive()
    watch.move(State.FROZEN)
    watch.move(State.LOST)
    lasting = watch.board.offline
    watch.move(State.CONNECTING)
    watch.move(State.SIGNED_IN)
    begun, ended = START + 2 * MINUTE, START + 6 * MINUTE
    assert (lasting, watch.board.offline) == ((Span(start=begun),), (Span(start=begun, end=ended),))
    assert watch.board.reconnects == 1


def test_before_the_first_sign_in_there_is_no_outage() -> None:
    watch = Watch()
    watch.move(State.LOST)
    watch.move(State.SIGNED_IN)
    assert (watch.board.offline, watch.board.reconnects) == ((), 0)


def test_only_the_last_outages_are_kept() -> None:
    watch = Watch()
    for _ in range(KEPT_SPANS + 5):
        watch.move(State.SIGNED_IN)
        watch.move(State.LOST)
    assert len(watch.board.offline) == KEPT_SPANS
