"""A code in the terminal is the code itself: read back module by module."""

from qrcode import QRCode

from bot.qr import drawn

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
