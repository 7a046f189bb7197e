"""What staff correct is kept as an example: masked, once a case, and nothing else comes of it."""

import pytest

from bot.handlers.correcting import type_said
from dispatch.corrections import Correction
from dispatch.messages import Inbound
from tests.bot.stage import Stage
from tests.bot.test_desk import cases, handle, said, text_kept_of

LAMP, PILLAR = "1栋楼道灯坏了", "那根会发光的柱子罢工了"


def staff(stage: Stage, text: str, **parts: object) -> Inbound:
    """What the grid member says to the bot in private."""
    return stage.message(text, by="wangfang", conversation="console:wangfang", addressed=True, **parts)


async def in_turn(stage: Stage, *messages: Inbound) -> None:
    """Each message handled before the next is heard, since conversations do not wait for one another."""
    for message in messages:
        await handle(stage, message)


async def kept(stage: Stage) -> list[Correction]:
    return await stage.store.read(lambda work: work.corrections.all())


async def read_and_said(stage: Stage) -> list[tuple[str, str, str, int | None]]:
    return [(each.text, each.was, each.is_, each.number) for each in await kept(stage)]


async def test_a_retyped_case_is_kept_with_both_types(stage: Stage) -> None:
    await in_turn(stage, stage.message(LAMP), staff(stage, "改类 1 用电"))
    (correction,) = await kept(stage)
    assert (
        correction.text,
        correction.was,
        correction.is_,
        correction.number,
    ) == (LAMP, "light", "power", 1)
    assert (stage.clock.now(), "wangfang") == (correction.at, correction.who)


async def test_what_is_no_request_is_kept_with_an_empty_type(stage: Stage) -> None:
    await in_turn(stage, stage.message(LAMP), staff(stage, "不是诉求 1"))
    assert await read_and_said(stage) == [(LAMP, "light", "", 1)]


async def test_of_one_case_the_last_word_counts_against_the_first_reading(stage: Stage) -> None:
    await in_turn(stage, stage.message(LAMP), staff(stage, "改类 1 用电"), staff(stage, "改类 1 电梯"))
    assert await read_and_said(stage) == [(LAMP, "light", "lift", 1)]


async def test_a_type_that_is_set_back_leaves_no_correction(stage: Stage) -> None:
    await in_turn(stage, stage.message(LAMP), staff(stage, "改类 1 用电"), staff(stage, "改类 1 照明"))
    assert await kept(stage) == []


@pytest.mark.parametrize("order", ["改类 1 月亮", "改类 7 电梯", "不是诉求 7"])
async def test_a_refused_correction_is_not_kept(stage: Stage, order: str) -> None:
    await in_turn(stage, stage.message(LAMP), staff(stage, order))
    assert await kept(stage) == []


@pytest.mark.parametrize(
    ("order", "quote", "text", "code"),
    [
        (f"漏报 {PILLAR} 照明", None, PILLAR, "light"),
        (f"漏报 {PILLAR}，light", None, PILLAR, "light"),
        (f"漏报 {PILLAR}", None, PILLAR, ""),
        ("漏报", PILLAR, PILLAR, ""),
        ("漏报 照明", PILLAR, PILLAR, "light"),
        ("漏报 他家的柱子 照明", PILLAR, PILLAR, "light"),
    ],
)
async def test_a_missed_text_is_kept_as_the_resident_said_it(
    stage: Stage, order: str, quote: str | None, text: str, code: str
) -> None:
    await handle(stage, staff(stage, order, quote=quote))
    assert [(text, "", code, None)] == await read_and_said(stage)
    assert await cases(stage) == []


@pytest.mark.parametrize("order", ["漏报", "漏报 照明", "漏报 3"])
async def test_without_words_of_a_resident_nothing_is_kept(stage: Stage, order: str) -> None:
    await handle(stage, staff(stage, order))
    assert await kept(stage) == []
    assert [line.text.split("，")[0] for line in await said(stage)] == ["请写上居民的原话再发一次"]


async def test_what_is_kept_names_no_phone_no_room_and_no_identity(stage: Stage) -> None:
    private = "3-2-501 柱子罢工了，打13812345678，身份证350181199001011234"
    order = staff(stage, f"漏报 {private} 照明")
    await handle(stage, order)
    assert (await read_and_said(stage)) == [
        ("3-2 柱子罢工了，打138****5678，身份证3501**********1234", "", "light", None)
    ]
    assert await text_kept_of(stage, order) == ""


async def test_the_text_of_a_corrected_case_is_masked_too(stage: Stage) -> None:
    await in_turn(stage, stage.message("1栋501室门口楼道灯坏了，打13812345678"), staff(stage, "不是诉求 1"))
    assert await read_and_said(stage) == [("1栋某室门口楼道灯坏了，打138****5678", "light", "", 1)]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("电梯", "lift"),
        ("电梯困人", "lift_trapped"),
        ("light", "light"),
        ("公共照明问题", "light"),
        ("月亮", None),
    ],
)
def test_a_type_goes_by_its_everyday_word_and_an_emergency_by_its_full_name(
    word: str, code: str | None
) -> None:
    assert code == type_said(word)
