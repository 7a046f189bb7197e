"""Codes to scan, drawn with characters or as SVG; qrcode is imported only here."""

from io import StringIO


def drawn(text: str) -> str:
    """The code for `text` in half blocks, light on dark, one line of it a line."""
    from qrcode import QRCode  # only when somebody has to scan

    code = QRCode(border=2)
    code.add_data(text)
    out = StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()


def as_svg(text: str) -> bytes:
    """The code for `text` as an SVG of one path, dark on transparent."""
    from qrcode import QRCode
    from qrcode.image.svg import SvgPathImage

    code = QRCode(border=2)
    code.add_data(text)
    image: bytes = code.make_image(image_factory=SvgPathImage).to_string()
    return image
