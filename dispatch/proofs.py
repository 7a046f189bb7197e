"""What proves that something was done 办结: a sentence that says what, an after-photo by type, and a photo that is new."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

ALIKE = 4  # bits of 128 in which two looks of one photo may differ: scaled, sent again by WeChat, cropped by a hair
REMEMBERED = timedelta(days=180)  # so long a photo may not be used for another case

_LOOK = re.compile(r"-([0-9a-f]{32})\.jpg$")
_SAYS_NOTHING = re.compile(
    r"已经?|都|全|处理|解决|搞定|弄|修|办|做|完成|完毕|完|结束|好|了|的|啦|哦|啊|嗯|行|可以|没问题|没事|谢谢|辛苦|收到|ok|[\W\d_]",
    re.IGNORECASE,
)
_TELLING = 2  # characters that remain when what says nothing is taken away
_NO_PHOTO = re.compile(r"(?:无|没有?)(?:照片|照|图)|拍不[了到成]|不(?:能|让|方便|便)拍")


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """A photo that came with a case: its file name, which carries its look, and the case."""

    picture: str
    number: int


def tells(solution: str) -> bool:
    """Whether a sentence says what was done: 换了主板 does, 已经处理好了 does not."""
    return len(_SAYS_NOTHING.sub("", solution)) >= _TELLING


def without_photo(solution: str) -> bool:
    """Whether the handler says that there is no photo: 无照片 家里没人, 拍不了."""
    return _NO_PHOTO.search(solution) is not None


def used_before(pictures: Iterable[str], earlier: Iterable[Proof]) -> Proof | None:
    """The earlier photo that one of the new ones looks like, or None.

    A look is the difference hash of 128 bits that the picture shelf writes into a file name; a picture without one
    (nothing but one colour) is like no other.
    """
    looks = [look for picture in pictures if (look := _look(picture)) is not None]
    for proof in earlier if looks else ():
        other = _look(proof.picture)
        if other is not None and any((look ^ other).bit_count() <= ALIKE for look in looks):
            return proof
    return None


def _look(picture: str) -> int | None:
    found = _LOOK.search(picture)
    return int(found[1], 16) if found else None
