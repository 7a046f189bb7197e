"""What a group may not read again: phones, identity numbers, rooms; and how neighbours are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import call_name, masked

WORDS = st.text(alphabet="漏水了找物业栋楼单元室 。，", max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请打13812345678", "请打138****5678"),
        ("请打138 1234 5678", "请打138****5678"),
        ("请打138-1234-5678", "请打138****5678"),
        ("物业 0591-85212345", "物业 0591****2345"),
        ("身份证350181199001011234", "身份证3501**********1234"),
        ("身份证35018119900101123X", "身份证3501**********123X"),
        ("已修3-2-501", "已修3-2"),
        ("已修A3-1-1802的门", "已修A3-1的门"),
        ("已修3-501", "已修3栋"),
        ("501室漏水", "某室漏水"),
        ("1802 号房漏水", "某室漏水"),
        ("3栋2单元501", "3栋2单元"),
        ("3栋2单元501室漏水", "3栋2单元某室漏水"),
        ("3号楼1802漏水", "3号楼漏水"),
        ("3#501漏水", "3#漏水"),
        ("3幢 1802陈姐", "3幢陈姐"),
    ],
)
def test_what_identifies_a_person_or_a_home_is_masked(text: str, expected: str) -> None:
    assert expected == masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "换了3栋2单元的门禁主板",
        "同 #1203 一起修好",
        "单元门换锁2000元",
        "3栋100个灯泡",
        "火警先打119",
        "2026-04-01再来",
        "订单号20260302001234567",
    ],
)
def test_what_identifies_nobody_stays(text: str) -> None:
    assert text == masked(text)


@given(before=WORDS, head=st.integers(130, 199), tail=st.integers(0, 99_999_999), after=WORDS)
def test_no_mobile_number_survives_whatever_stands_around_it(
    before: str, head: int, tail: int, after: str
) -> None:
    phone = f"{head}{tail:08}"

    assert phone not in masked(before + phone + after)


@given(before=WORDS, building=st.integers(1, 99), room=st.integers(101, 3999), after=WORDS)
def test_no_room_survives_behind_its_building(before: str, building: int, room: int, after: str) -> None:
    home = f"{building}-1-{room}"

    assert home not in masked(before + home + after)


@given(st.text())
def test_masking_twice_is_masking_once(text: str) -> None:
    assert masked(text) == masked(masked(text))


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("3-2-501陈姐", "陈姐"),
        ("陈姐3-2-501", "陈姐"),
        ("A3-501 老王", "老王"),
        ("3栋2单元501-小李", "小李"),
        ("老李(3-502)", "老李"),
        ("5栋302室陈", "陈"),
        ("王姐13812345678", "王姐"),
        ("一个名字很长很长很长很长的邻居", "一个名字很长很长很长很长"),
        ("3-2-501", "邻居"),
        ("  ", "邻居"),
    ],
)
def test_a_neighbour_is_called_without_the_home(alias: str, expected: str) -> None:
    assert expected == call_name(alias)
