"""Open questions: at most one to a person in a conversation."""

from dispatch.messages import Awaiting, Dialogue
from dispatch.store import Store, Work
from tests.dispatch.store.letters import GROUP, LI, MINUTE, NOW, question

CHEN = "console:chen"


def ask(work: Work, *questions: Dialogue) -> None:
    for each in questions:
        work.dialogues.ask(each)


async def test_a_question_comes_back_as_it_was_asked(store: Store) -> None:
    asked = question(
        rounds=2, number=3, draft={"types": ["lift"], "place": {"building": "3"}, "urgent": False}
    )
    await store.transact(lambda work: ask(work, asked))
    assert asked == await store.read(lambda work: work.dialogues.of(GROUP, LI))
    assert None is await store.read(lambda work: work.dialogues.of(GROUP, CHEN))


async def test_a_new_question_takes_the_place_of_the_last(store: Store) -> None:
    again = question(awaiting=Awaiting.PROBLEM, rounds=2, asked_at=NOW + MINUTE)
    await store.transact(lambda work: ask(work, question(number=3, draft={"a": 1}), again))
    assert [again] == await store.read(lambda work: work.dialogues.all())


async def test_questions_are_listed_oldest_first(store: Store) -> None:
    newer, older = question(asked_at=NOW + MINUTE), question(CHEN)
    await store.transact(lambda work: ask(work, newer, older))
    assert [older, newer] == await store.read(lambda work: work.dialogues.all())


async def test_a_dropped_question_is_gone(store: Store) -> None:
    await store.transact(lambda work: ask(work, question(), question(CHEN)))
    await store.transact(lambda work: work.dialogues.drop(GROUP, LI))
    assert [question(CHEN)] == await store.read(lambda work: work.dialogues.all())


async def test_questions_about_a_case_are_dropped_together(store: Store) -> None:
    await store.transact(
        lambda work: ask(
            work, question(number=1), question(CHEN, number=1), question("console:zhao", number=2)
        )
    )
    await store.transact(lambda work: work.dialogues.drop_about(1))
    assert [question("console:zhao", number=2)] == await store.read(lambda work: work.dialogues.all())


async def test_questions_expire_at_their_moment(store: Store) -> None:
    late = question(CHEN, expires_at=NOW + 20 * MINUTE)
    await store.transact(lambda work: ask(work, late, question()))
    assert await store.read(lambda work: work.upcoming().dialogue) == NOW + 10 * MINUTE
    assert [question()] == await store.read(lambda work: work.dialogues.expired(NOW + 10 * MINUTE))
    assert [question(), late] == await store.read(lambda work: work.dialogues.expired(NOW + 20 * MINUTE))


async def test_without_questions_nothing_expires(store: Store) -> None:
    assert None is await store.read(lambda work: work.upcoming().dialogue)
