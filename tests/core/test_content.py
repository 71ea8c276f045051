"""Files are what their bytes say: real ones are kept, and whatever lies is refused in words."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from python_calamine import load_workbook

from academie.core.content import archives, pdfs
from academie.core.content.kinds import FileKind, RefusedFileError
from academie.core.content.sniffing import examine
from tests.core import files


def examined(path: Path, content: bytes) -> FileKind:
    path.write_bytes(content)
    return examine(path)


def refusal(path: Path, content: bytes) -> str:
    with pytest.raises(RefusedFileError) as refused:
        examined(path, content)
    assert refused.value.status == 422
    return str(refused.value)


def pdf_with_attachment() -> bytes:
    """Make a PDF with another file inside, with another library."""
    writer, written = PdfWriter(clone_from=BytesIO(files.pdf())), BytesIO()
    writer.add_attachment("programma.exe", b"MZ")
    writer.write(written)
    return written.getvalue()


def pdf_with_script() -> bytes:
    """Make a PDF that does something when it is opened."""
    return files.pdf().replace(b"/Info", b"/OpenAction << /JS (x) >> /Info")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bewijs"


REAL = {
    FileKind.PDF: files.pdf,
    FileKind.XLSX: files.xlsx,
    FileKind.DOCX: files.docx,
    FileKind.ODT: files.odt,
    FileKind.JPEG: files.picture,
    FileKind.PNG: lambda: files.picture("PNG"),
    FileKind.WEBP: lambda: files.picture("WEBP"),
}


@pytest.mark.parametrize("kind", REAL)
def test_a_real_file_is_known_by_its_bytes(path: Path, kind: FileKind) -> None:
    assert examined(path, REAL[kind]()) is kind
    assert kind.media_type.count("/") == 1


def test_documents_are_kept_to_the_byte_and_other_programs_read_them(path: Path) -> None:
    for content in (files.pdf(), files.xlsx(), files.docx()):
        examined(path, content)
        assert path.read_bytes() == content

    path.write_bytes(files.xlsx())
    assert load_workbook(path).get_sheet_by_index(0).to_python() == [[300.0]]
    path.write_bytes(files.pdf())
    assert "Besluit" in PdfReader(path).pages[0].extract_text()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_upright_without_a_word_about_who_took_it(path: Path, form: str) -> None:
    content = files.picture(form)
    assert b"Fotograaf" in content

    examined(path, content)

    kept = path.read_bytes()
    with Image.open(BytesIO(kept)) as image:
        image.load()
        assert (image.format, image.size, dict(image.getexif())) == (form, (30, 40), {})
        assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()
    assert b"Fotograaf" not in kept
    assert b"Exif" not in kept


def test_what_hides_behind_a_picture_is_gone_once_it_is_drawn(path: Path) -> None:
    examined(path, files.picture("PNG") + files.docx())

    assert not zipfile.is_zipfile(path)


LIES = {
    "leeg": b"",
    "geen PDF": b"<html><script>alert(1)</script></html>",
    "oud Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "HEIC": b"\0\0\0\x18ftypheic" + b"\0" * 40,
    "Deze PDF is beschadigd": b"%PDF-1.7\n<html>",
    "beschadigd of niet": files.pdf()[:-40],
    "wachtwoord of slot": files.pdf(password="geheim"),  # noqa: S106 - of a made file
    "zit een programma": pdf_with_script(),
    "zitten andere bestanden": pdf_with_attachment(),
    "nog iets anders": files.pdf() + files.docx(),
    "foto is beschadigd": b"\x89PNG\r\n\x1a\n" + b"x" * 90,
    "Deze foto is": files.picture()[:200],
    "beweegt": files.moving_picture(),
    "te veel beeldpunten": files.picture("PNG", (6000, 5001)),
    "macro": files.docx(**{"word/vbaProject.bin": b"x"}),
    "ander programma": files.docx(**{"word/embeddings/oleObject1.bin": b"x"}),
    "is een ZIP": files.package({"brief.txt": "hallo"}),
    "twee dingen": files.docx() + b"\0<script>",
    "Dit bestand is beschadigd": files.docx(**{"../../etc/passwd": "x"}),
    "Dit is geen PDF, foto": b"MZ" + files.docx(),
    "een macro": files.odt(**{"Basic/Standard/Module1.xml": "x"}),
    "heeft een wachtwoord": files.odt(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
}


@pytest.mark.parametrize("words", LIES)
def test_a_file_that_lies_or_could_do_harm_is_refused_in_words(path: Path, words: str) -> None:
    assert words in refusal(path, LIES[words])


def test_a_document_with_macros_is_refused_whatever_it_is_called(path: Path) -> None:
    types = files.DOCX_PARTS["[Content_Types].xml"].replace(
        f"{files.OPEN_XML}wordprocessingml.document.main",
        "application/vnd.ms-word.document.macroEnabled.main",
    )

    assert "macro" in refusal(path, files.docx(**{"[Content_Types].xml": types}))


def test_a_template_from_elsewhere_is_refused(path: Path) -> None:
    link = '<Relationship Type="x/attachedTemplate" Target="http://x.nl/x" TargetMode="External"/>'

    assert "programma" in refusal(path, files.docx(**{"word/_rels/settings.xml.rels": link}))


def test_a_bomb_is_refused_before_it_is_unpacked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_INFLATED", 100_000)

    assert "te groot" in refusal(path, files.docx(**{"word/media/a.bmp": b"\0" * 200_000}))


def test_an_encrypted_package_is_refused(path: Path) -> None:
    content = bytearray(files.docx())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(sign) + flags] |= 1

    assert "wachtwoord" in refusal(path, bytes(content))


def test_a_part_that_is_not_what_its_sum_says_is_refused(path: Path) -> None:
    content = files.package(files.DOCX_PARTS)
    at = content.find(b"word/document.xml") + len(b"word/document.xml") + 12

    assert "beschadigd" in refusal(path, content[:at] + b"\xff\xff" + content[at + 2 :])


def test_a_part_packed_in_an_unknown_way_is_refused(path: Path) -> None:
    content = bytearray(files.docx())
    for sign, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.find(sign) + method] = 99

    assert "beschadigd" in refusal(path, bytes(content))


def hidden_script() -> bytes:
    """Make a PDF with a script in a packed stream of objects, its name half written as numbers."""
    objects = zlib.compress(b"<< /S /Java#53cript >>" * 5)
    stream = b"9 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\n%s\nendstream endobj\n"
    before, after = files.pdf().split(b"1 0 obj", 1)
    start = int(after.rsplit(b"startxref", 1)[1].split()[0])
    stream %= objects
    moved = after.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(stream)))
    return before + stream + b"1 0 obj" + moved


def test_a_script_packed_among_other_objects_of_a_pdf_is_found(path: Path) -> None:
    assert "programma" in refusal(path, hidden_script())


def test_objects_of_a_pdf_that_swell_are_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfs, "MOST_INFLATED", 10)

    assert "te groot" in refusal(path, hidden_script())
