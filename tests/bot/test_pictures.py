"""The shelf of kept pictures, with real pictures."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from bot.pictures import LIMIT, LONGEST_SIDE, PictureShelf

TURN_LEFT = 8  # the EXIF orientation of a picture that lies on its right side


@pytest.fixture
def shelf(tmp_path: Path) -> PictureShelf:
    return PictureShelf(tmp_path / "pictures")


def photo(size: tuple[int, int] = (60, 40), kind: str = "JPEG", **tags: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    picture.save(out, format=kind, **tags)
    return out.getvalue()


def kept(shelf: PictureShelf, data: bytes) -> Image.Image:
    name = shelf.keep(data)
    assert name is not None
    return Image.open(BytesIO(shelf.read(name) or b""))


def exif(**tags: int | str) -> Image.Exif:
    written = Image.Exif()
    for name, value in tags.items():
        written[ExifTags.Base[name]] = value
    written.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return written


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_picture_of_any_usual_kind_is_kept_as_jpeg(shelf: PictureShelf, kind: str) -> None:
    picture = kept(shelf, photo(kind=kind))

    assert (picture.format, picture.size) == ("JPEG", (60, 40))


def test_a_picture_says_nothing_of_who_made_it_and_where(shelf: PictureShelf) -> None:
    told = photo(exif=exif(Artist="陈", Model="Phone"), comment=b"my home", icc_profile=b"profile")

    assert set(kept(shelf, told).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_stands_upright_without_its_exif(shelf: PictureShelf) -> None:
    picture = kept(shelf, photo(exif=exif(Orientation=TURN_LEFT)))

    red, _, blue = picture.convert("RGB").getpixel((20, 55))  # type: ignore[misc]  # a tuple in RGB
    assert (picture.size, red > blue) == ((40, 60), True)


def test_broken_exif_loses_nobody_their_picture(shelf: PictureShelf) -> None:
    artist, resolution = b"\x01\x3b\x00\x02", b"\x01\x1a\x00\x02"  # a resolution must not be a text
    data = photo(exif=exif(Orientation=TURN_LEFT, Artist="Chen"))

    assert artist in data
    assert kept(shelf, data.replace(artist, resolution)).size == (60, 40)


def test_a_large_picture_is_made_small_and_keeps_its_shape(shelf: PictureShelf) -> None:
    assert kept(shelf, photo((2 * LONGEST_SIDE, LONGEST_SIDE))).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_the_same_picture_is_kept_once(shelf: PictureShelf, tmp_path: Path) -> None:
    names = [shelf.keep(photo()), shelf.keep(photo())]

    assert [names[0], names[0]] == names
    assert [names[0]] == [path.name for path in (tmp_path / "pictures").iterdir()]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="no picture"),
        pytest.param(photo()[:400], id="half a picture"),
        pytest.param(photo() + bytes(LIMIT), id="too many bytes"),
        pytest.param(photo(kind="TIFF"), id="a kind that is not looked at"),
    ],
)
def test_what_cannot_be_shown_is_not_kept(shelf: PictureShelf, data: bytes) -> None:
    assert shelf.keep(data) is None


def test_a_decompression_bomb_is_not_kept(shelf: PictureShelf) -> None:
    out = BytesIO()
    Image.new("1", (8000, 8000)).save(out, format="PNG")

    assert shelf.keep(out.getvalue()) is None


def test_nothing_outside_the_folder_is_read(shelf: PictureShelf, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")

    assert shelf.read("../secret.jpg") is None


def test_a_name_that_was_never_kept_is_none(shelf: PictureShelf) -> None:
    assert shelf.read("0" * 32 + ".jpg") is None
