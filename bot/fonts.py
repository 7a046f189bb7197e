"""Finds a font with Chinese characters on this machine."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

SIMPLIFIED = 2  # the face of simplified Chinese in the collections of Noto CJK: JP, KR, SC, TC, HK

CANDIDATES = (  # where Debian, Fedora, Alpine and macOS keep one
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
    Path("/System/Library/Fonts/PingFang.ttc"),
)


def find_font(candidates: Iterable[Path] = CANDIDATES) -> Path | None:
    """The first of these files that is there; None without any: then nothing is drawn (apt install fonts-noto-cjk)."""
    return next((file for file in candidates if file.is_file()), None)


@lru_cache(maxsize=8)
def chinese_font(size: int) -> ImageFont.FreeTypeFont | None:
    """The font in this size in pixels; None where the machine has none."""
    file = find_font()
    if file is None:
        return None
    return ImageFont.truetype(str(file), size, index=SIMPLIFIED if "CJK" in file.name else 0)
