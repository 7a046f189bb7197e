"""A code in the terminal or on the page is the code itself: read back module by module."""

import re

from qrcode import QRCode

from bot.qr import as_svg, drawn

PIXELS = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), "\xa0": (1, 1), " ": (1, 1)}  # dark above and below


def test_a_drawn_code_has_every_module_of_the_code() -> None:
    text = "https://login.weixin.qq.com/l/abc"
    code = QRCode(border=2)
    code.add_data(text)
    expected = [[int(module) for module in row] for row in code.get_matrix()]
    rows: list[list[int]] = []
    for line in drawn(text).splitlines():
        pairs = [PIXELS[sign] for sign in line]
        rows += [[above for above, _ in pairs], [below for _, below in pairs]]
    assert expected == rows[: len(expected)]


def test_an_svg_has_every_dark_module_of_the_code_once() -> None:
    text = "https://login.weixin.qq.com/l/abc"
    code = QRCode(border=2)
    code.add_data(text)
    dark = {(x, y) for y, row in enumerate(code.get_matrix()) for x, module in enumerate(row) if module}
    squares = re.findall(r"M(\d+),(\d+)H(\d+)V(\d+)H", as_svg(text).decode())
    found = [tuple(map(int, square)) for square in squares]
    assert dark == {(x, y) for x, y, right, bottom in found if (right, bottom) == (x + 1, y + 1)}
    assert len(found) == len(dark)
