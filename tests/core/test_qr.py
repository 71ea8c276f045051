"""QR codes that a scanner reads."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
import zxingcpp
from PIL import Image
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from academie.core import qr

TOKEN = "ABC123$%*+-./:XYZ" * 7 + "END"


def scan(modules: qr.Matrix) -> str:
    """Read a matrix as a scanner would, from squares of four pixels on white."""
    side = len(modules) + 2 * qr.QUIET_ZONE
    picture = Image.new("L", (side, side), 255)
    for x, y, length in qr.runs(modules):
        for step in range(length):
            picture.putpixel((x + step + qr.QUIET_ZONE, y + qr.QUIET_ZONE), 0)
    (code,) = zxingcpp.read_barcodes(picture.resize((side * 4, side * 4), Image.Resampling.NEAREST))
    return code.text


@pytest.mark.parametrize("data", [TOKEN, "7H4KWM9P", "https://voorbeeld.nl/aanmelding/é?a=1&b=2"])
def test_a_scanner_reads_what_was_put_in(data: str) -> None:
    assert scan(qr.matrix(data)) == data


@pytest.mark.parametrize("data", [TOKEN, "7H4KWM9P", "https://voorbeeld.nl/aanmelding/e?a=1&b=2"])
def test_another_library_makes_the_same_code_with_one_of_its_masks(data: str) -> None:
    assert qr.matrix(data) in [made_elsewhere(data, mask) for mask in range(8)]


def made_elsewhere(data: str, mask: int) -> qr.Matrix:
    """Make the code with qrcode, which has nothing in common with the writer of ours."""
    code = QRCode(None, ERROR_CORRECT_M, border=0, mask_pattern=mask)
    code.add_data(data, optimize=0)
    code.make()
    return tuple(map(bytes, code.modules))


def test_data_that_fits_in_no_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.matrix("X" * 4000)


def test_a_ticket_token_fits_in_version_five() -> None:
    modules = qr.matrix(TOKEN)

    assert len(TOKEN) == 122
    assert len(modules) == 37


def parse(svg: str) -> Element:
    """Read the picture as a browser would."""
    return fromstring(svg)  # noqa: S314 - our own picture


def test_the_picture_is_one_black_path_on_white_with_a_quiet_zone() -> None:
    picture = parse(qr.svg(TOKEN, label="QR-code"))

    ground, code = picture
    starts = re.findall(r"M(\d+) (\d+)h(\d+)", code.attrib["d"])
    assert picture.get("viewBox") == "0 0 45 45"
    assert ground.get("fill") == "#fff"
    assert min(int(x) for x, _, _ in starts) == 4
    assert max(int(x) + int(length) for x, _, length in starts) == 41
    assert {int(y) for _, y, _ in starts} == set(range(4, 41))


def test_the_picture_draws_the_same_modules_as_the_matrix() -> None:
    picture = parse(qr.svg(TOKEN, label="QR-code"))

    drawn = {
        (int(x) - 4, int(y) - 4, int(length))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", picture[1].attrib["d"])
    }
    assert drawn == set(qr.runs(qr.matrix(TOKEN)))


def test_the_picture_names_itself_and_escapes_its_name() -> None:
    svg = qr.svg(TOKEN, label='Kaartje <van> "Fatima"')

    picture = parse(svg)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == 'Kaartje <van> "Fatima"'
    assert "style" not in svg
