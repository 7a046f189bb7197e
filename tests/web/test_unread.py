"""Unread counts: by member and conversation, gone when read."""

from bot.web.unread import Unread, Waiting


def test_lines_are_counted_for_everybody_who_sees_them() -> None:
    unread = Unread()
    unread.add("g1", ["li", "chen"], frozenset())
    unread.add("g1", ["chen"], frozenset())
    unread.add("g2", ["chen"], frozenset())
    assert unread.totals() == {"li": 1, "chen": 3}


def test_reading_one_conversation_leaves_the_others() -> None:
    unread = Unread()
    unread.add("g1", ["li"], frozenset({"li"}))
    unread.add("g2", ["li"], frozenset())
    unread.read("li", "g1")
    assert unread.of("li") == {"g2": Waiting(count=1)}


def test_a_mention_stays_until_it_is_read() -> None:
    unread = Unread()
    unread.add("g1", ["li", "chen"], frozenset({"li"}))
    unread.add("g1", ["li", "chen"], frozenset())
    assert [unread.of("li"), unread.of("chen")] == [
        {"g1": Waiting(count=2, mentioned=True)},
        {"g1": Waiting(count=2)},
    ]


def test_who_has_read_everything_has_no_total() -> None:
    unread = Unread()
    unread.add("g1", ["li"], frozenset())
    unread.read("li", "g1")
    assert unread.totals() == {}
