"""The shelf of kept pictures: checked, turned upright, stripped of EXIF, made small, named by content and look."""

import hashlib
from io import BytesIO
from pathlib import Path

import dhash
from PIL import Image, ImageOps

LIMIT = 20 * 1024 * 1024  # bytes of a picture that is looked at
LONGEST_SIDE = 2048  # pixels kept
MOST_PIXELS = 60_000_000  # a larger picture is a decompression bomb
SQUARES = 8  # a side of the grid that a look is taken from
CONTRAST = 8  # levels of grey between the darkest and the brightest square; below, noise decides
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


class PictureShelf:
    """A folder of pictures; thread-safe, since every file is written once under its own hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, data: bytes) -> str | None:
        """The file name under which the picture is kept; None when the bytes are no picture that can be read.

        After the hash of its bytes the name carries the look of the picture (see `dispatch.proofs.used_before`).
        """
        picture = _opened(data)
        if picture is None:
            return None
        clean = _cleaned(picture)
        name = f"{hashlib.sha256(clean).hexdigest()[:32]}{_look(picture)}.jpg"
        target = self._folder / name
        if not target.exists():
            part = target.with_suffix(".part")
            part.write_bytes(clean)
            part.replace(target)
        return name

    def read(self, name: str) -> bytes | None:
        """The bytes of a kept picture; None when there is none of that name."""
        target = self._folder / Path(name).name
        return target.read_bytes() if target.is_file() else None


def _opened(data: bytes) -> Image.Image | None:
    """The picture upright and in colours; None when it cannot be read."""
    if not data or len(data) > LIMIT:
        return None
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            return _upright(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # Pillow's ways of saying that this is no picture


def _cleaned(picture: Image.Image) -> bytes:
    """The picture as a small JPEG and nothing beside."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()  # a JPEG comment or XMP would be written again
    out = BytesIO()
    picture.save(out, format="JPEG", quality=85)
    return out.getvalue()


def _look(picture: Image.Image) -> str:
    """-, and the difference hash of 128 bits in hex: alike for the same photo scaled or compressed again.

    Empty for a picture without any contrast, which has no look. Source: the dhash package.
    """
    grey = picture.convert("L").resize((SQUARES + 1, SQUARES + 1), Image.Resampling.LANCZOS)
    greys = list(grey.tobytes())
    if max(greys) - min(greys) < CONTRAST:
        return ""
    rows, columns = dhash.dhash_row_col(greys, size=SQUARES)
    return f"-{dhash.format_hex(rows, columns, size=SQUARES)}"


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF says, or as it is: broken EXIF is no reason to lose a neighbour's photo."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # Pillow raises what the broken tags led it to: struct.error, TypeError, ...
        return picture
