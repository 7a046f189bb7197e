"""Codes to scan, drawn with characters; qrcode is imported only here."""

from io import StringIO


def drawn(text: str) -> str:
    """The code for `text` in half blocks, light on dark, one line of it a line."""
    from qrcode import QRCode  # only when somebody has to scan

    code = QRCode(border=2)
    code.add_data(text)
    out = StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()
