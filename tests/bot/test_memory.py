"""What the receiver remembers of the talk, and for how long."""

from dataclasses import replace
from datetime import timedelta

from bot.memory import FRAGMENTS, FRESH, QUOTABLE, ROOM_MEMORY, Memory
from dispatch.messages import Awaiting, Dialogue, Inbound
from tests.bot.stage import GROUP, GROUP_NAME, START
from tests.dispatch.builders import at

LI, CHEN = "console:liayi", "console:chenbo"
KEY = (GROUP, LI)
SECOND = timedelta(seconds=1)


def question(contact: str = LI) -> Dialogue:
    return Dialogue(
        conversation=GROUP,
        contact=contact,
        awaiting=Awaiting.PLACE,
        asked_at=START,
        expires_at=START + timedelta(minutes=10),
    )


def heard(text: str, seconds: int = 0) -> Inbound:
    return Inbound(
        account="console",
        message_id=text,
        conversation=GROUP,
        group=GROUP_NAME,
        sender=LI,
        sender_name="李阿姨",
        at=START + seconds * SECOND,
        text=text,
    )


def test_bare_words_are_the_first_since_the_question_once_and_not_after_a_start() -> None:
    key, asked = ("console:g", "console:li"), evaluation_asked()
    memory = Memory()
    memory.follow([asked], ())
    later, latest = asked.asked_at + timedelta(hours=5), asked.asked_at + timedelta(hours=6)
    assert memory.first_words(key, later)
    memory.note_spoken(key, later)
    assert [memory.first_words(key, later), memory.first_words(key, latest)] == [True, False]
    memory.take_up([asked])
    assert not memory.first_words(key, latest)


def test_who_is_asked_whether_it_is_solved_is_not_listened_to_in_small_talk() -> None:
    memory, asked = Memory(), evaluation_asked()
    memory.follow([asked], ())
    assert not memory.attending(("console:g", "console:li"), asked.asked_at + timedelta(minutes=1))


def evaluation_asked() -> Dialogue:
    return Dialogue(
        conversation="console:g",
        contact="console:li",
        awaiting=Awaiting.EVALUATION,
        asked_at=at("2026-03-02 10:00"),
        expires_at=at("2026-03-04 10:00"),
        number=1,
    )


def test_a_question_waits_until_it_expires() -> None:
    memory = Memory()
    memory.follow([question()], ())
    expiry = question().expires_at

    assert [question(), None] == [memory.question(KEY, expiry - SECOND), memory.question(KEY, expiry)]


def test_a_question_is_for_the_one_who_was_asked() -> None:
    memory = Memory()
    memory.follow([question(CHEN)], ())

    assert memory.question(KEY, START) is None


def test_an_answered_question_is_gone() -> None:
    memory = Memory()
    memory.follow([question()], ())
    memory.follow((), [KEY])

    assert memory.question(KEY, START) is None


def test_a_question_asked_anew_in_the_same_breath_stays() -> None:
    memory = Memory()
    memory.follow([question()], ())
    again = replace(question(), rounds=2)
    memory.follow([again], [KEY])

    assert again == memory.question(KEY, START)


def test_a_speaker_is_attended_to_until_the_time_given() -> None:
    memory = Memory()
    memory.attend(KEY, START + SECOND)

    assert [memory.attending(KEY, START), memory.attending(KEY, START + SECOND)] == [True, False]


def test_attention_never_becomes_shorter() -> None:
    memory = Memory()
    memory.attend(KEY, START + 2 * SECOND)
    memory.attend(KEY, START + SECOND)

    assert memory.attending(KEY, START + SECOND)


def test_whoever_was_asked_is_attended_to() -> None:
    memory = Memory()
    memory.follow([question()], ())

    assert memory.attending(KEY, START)


def test_only_the_last_fragments_are_remembered() -> None:
    memory = Memory()
    for count in range(FRAGMENTS + 1):
        memory.note_fragment(heard(f"{count}"))

    assert [fragment.text for fragment in memory.fragments(KEY, START)] == ["1", "2", "3"]


def test_fragments_are_remembered_while_fresh() -> None:
    memory = Memory()
    memory.note_fragment(heard("first"))
    memory.note_fragment(heard("second", seconds=1))

    assert [fragment.text for fragment in memory.fragments(KEY, START + FRESH + SECOND)] == ["second"]


def test_fragments_that_were_kept_are_dropped_from_memory() -> None:
    memory = Memory()
    memory.note_fragment(heard("3栋"))
    memory.drop_fragments(KEY)

    assert memory.fragments(KEY, START) == ()


def test_what_is_stale_is_forgotten_and_the_rest_is_not() -> None:
    memory, fresh, stale = Memory(), Memory(), START + FRESH + SECOND
    for each in (memory, fresh):
        each.note_fragment(heard("3栋"))
        each.attend(KEY, stale)
        each.wait(KEY, "坏了", START)
    memory.forget_stale(stale)
    fresh.forget_stale(START + FRESH)

    assert Memory() == memory
    assert (
        tuple(fragment.text for fragment in fresh.fragments(KEY, START)),
        fresh.waiting_since(KEY),
    ) == (("3栋",), START)


def test_the_words_of_a_burst_are_joined_from_its_beginning_on() -> None:
    memory = Memory()
    said = [memory.wait(KEY, text, START + at * SECOND) for at, text in enumerate(("灯坏了", "", "3栋"))]

    assert (said, memory.waiting_since(KEY)) == (["灯坏了", "灯坏了", "灯坏了，3栋"], START)


def test_neighbours_have_bursts_of_their_own() -> None:
    memory = Memory()
    memory.wait(KEY, "灯坏了", START)

    assert memory.wait((GROUP, CHEN), "3栋", START) == "3栋"


def test_whoever_has_not_finished_is_attended_to() -> None:
    memory = Memory()
    memory.wait(KEY, "灯坏了", START)

    assert memory.attending(KEY, START)


def test_a_burst_that_is_done_waits_no_more() -> None:
    memory = Memory()
    memory.wait(KEY, "灯坏了", START)
    memory.burst_done(KEY)

    assert (memory.waiting_since(KEY), memory.attending(KEY, START)) == (None, False)


def test_a_group_has_an_open_case_for_a_day() -> None:
    memory = Memory()
    memory.case_opened(GROUP, START)
    last = START + ROOM_MEMORY

    assert [memory.open_case(GROUP, last), memory.open_case(GROUP, last + SECOND)] == [True, False]


def test_another_group_has_no_open_case() -> None:
    memory = Memory()
    memory.case_opened(GROUP, START)

    assert not memory.open_case("console:rongjing", START)


def test_a_quoted_line_is_known_by_its_words_while_the_room_talks_of_it() -> None:
    memory = Memory()
    memory.note_quotable(GROUP, "电梯坏了", "m1")
    assert [memory.quoted(GROUP, " 电梯坏了\n"), memory.quoted("console:other", "电梯坏了")] == [
        "m1",
        "电梯坏了",
    ]


def test_only_the_last_lines_can_be_quoted() -> None:
    memory = Memory()
    for number in range(QUOTABLE + 1):
        memory.note_quotable(GROUP, f"第{number}句", f"m{number}")
    assert [memory.quoted(GROUP, f"第{number}句") for number in (0, 1)] == ["第0句", "m1"]


def test_what_the_room_no_longer_talks_of_cannot_be_quoted() -> None:
    memory = Memory()
    memory.talk(GROUP)
    memory.note_quotable(GROUP, "电梯坏了", "m1")
    memory.forget_stale(START)
    assert memory.quoted(GROUP, "电梯坏了") == "电梯坏了"
