"""Owns the bombs thrown at the portal: files that are more, or other, than they say, and papers that ask for too much.

Each is made when it is thrown: some weigh ten megabytes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MB = 1024 * 1024
HEAD = "ПРОТОКОЛ № 1\nзаседания комиссии\n1 марта 2024 г.\nПовестка дня:\n1. О плане.\nРЕШИЛИ:\nутвердить план.\n"


@dataclass(frozen=True, slots=True)
class Bomb:
    """One bomb: content of a file for `to` (import, draft, scan, verify, paste), or a document printed as `to`."""

    name: str
    to: str
    content: Callable[[], bytes] | None = None
    file: str = "protocol.docx"
    document: Callable[[], Any] | None = None


def package(parts: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word(body: bytes, head: bytes = b"") -> bytes:
    """A Word file with this body."""
    document = b"".join([head, b"<w:document ", _W.encode(), b"><w:body>", body, b"</w:body></w:document>"])
    return package({"word/document.xml": document})


def paragraphs(count: int, text: str = "слово") -> bytes:
    """So many paragraphs of a Word file behind the head of a protocol."""
    lines = [*HEAD.splitlines(), *[text] * count]
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines).encode()


def _nested_zip(depth: int) -> bytes:
    content = b"0" * _MB
    for level in range(depth):
        content = package({f"{level}-{copy}.zip": content for copy in range(8)})
    return package({"word/document.xml": content})


def _lying_zip() -> bytes:
    """The part says it unpacks to 100 bytes and unpacks to 30 MB."""
    content = bytearray(package({"word/document.xml": b"<w:p/>" * 5_000_000}))
    size = struct.pack("<I", 30_000_000)
    return bytes(content.replace(size, struct.pack("<I", 100)))


def _overlapping_zip() -> bytes:
    """A thousand entries of the directory that all name the same packed megabytes."""
    part = package({"a": b"0" * (30 * _MB)})
    end = part.rfind(b"PK\x05\x06")
    start = struct.unpack("<I", part[end + 16 : end + 20])[0]
    entry = part[start:end]
    directory = b"".join(entry[:46] + struct.pack("<B", 97 + n % 26) + entry[47:] for n in range(1000))
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1000, 1000, len(directory), start, 0)
    return part[:start] + directory + tail


def png(width: int, height: int, *, whole: bool = True) -> bytes:
    """A white picture of that size; few bytes, many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    pixels = b"".join([packer.compress(row) for _row in range(height)] + [packer.flush()])
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels)
    return content + chunk(b"IEND", b"") if whole else content[: len(content) // 2]


def _text(repeated: str, size: int = 10 * _MB) -> bytes:
    return (HEAD + repeated * ((size - 400) // len(repeated.encode()))).encode()


_LAUGHS = (
    b"<!DOCTYPE w ["
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(12))
    + b"]>"
)
_OUTSIDE = b'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'


def _upload(name: str, make: Callable[[], bytes], file: str = "protocol.docx", to: str = "import") -> Bomb:
    return Bomb(name, to, content=make, file=file)


UPLOADS = (
    _upload("zip: 240 МБ нулей", lambda: package({"word/document.xml": b"0" * (240 * _MB)})),
    _upload("zip: десять частей по 39 МБ", lambda: package({f"word/{n}.xml": b"0" * (39 * _MB) for n in range(10)})),
    _upload("zip: 5 000 частей", lambda: package({f"{n}.xml": b"" for n in range(5000)})),
    _upload("zip: 60 000 частей", lambda: package({f"{n}": b"" for n in range(60_000)})),
    _upload("zip: матрёшка 8^5", lambda: _nested_zip(5)),
    _upload("zip: лжёт о размере", _lying_zip),
    _upload("zip: части внахлёст", _overlapping_zip),
    _upload("zip: обрезан", lambda: word(paragraphs(20_000, "слово и дело"))[:-40]),
    _upload("zip: пути наружу", lambda: package({"../../etc/passwd": b"x", "word/document.xml": b"<a/>"})),
    _upload("docx: XML 39 МБ из абзацев", lambda: word(paragraphs(780_000, "с"))),
    _upload("docx: 100 000 абзацев", lambda: word(paragraphs(100_000))),
    _upload("docx: вложенность 100 000", lambda: word(b"<w:p>" * 100_000 + b"</w:p>" * 100_000)),
    _upload(
        "docx: таблица в таблице 400",
        lambda: word(b"<w:tbl><w:tr><w:tc>" * 400 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 400),
    ),
    _upload(
        "docx: таблица 200 000 ячеек",
        lambda: word(b"<w:tbl>" + (b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * 20 + b"</w:tr>") * 10_000 + b"</w:tbl>"),
    ),
    _upload("docx: миллион пустых прогонов", lambda: word(b"<w:p>" + b"<w:r/>" * 1_000_000 + b"</w:p>")),
    _upload("docx: «миллиард смешков»", lambda: word(b"<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", _LAUGHS)),
    _upload("docx: сущность из сети", lambda: word(b"<w:p/>", _OUTSIDE)),
    _upload("docx: атрибут 30 МБ", lambda: word(b'<w:p a="' + b"a" * (30 * _MB) + b'"/>')),
    _upload("docx: PDF и ZIP в одном", lambda: b"%PDF-1.7\n" + word(paragraphs(10))),
    _upload("docx: программа под чужим именем", lambda: b"MZ\x90\0" * 500_000),
    _upload("txt: слово 10 МБ", lambda: _text("а" * 1000), "a.txt"),
    _upload("txt: 60 000 строк", lambda: _text("1. План\n", 700_000), "a.txt"),
    _upload(
        "txt: 2,9 млн знаков, 900 решений",
        lambda: _text("РЕШИЛИ:\n1. " + "Одобрить план работы. " * 160 + "\n", 5_400_000),
        "a.txt",
    ),
    _upload("txt: 10 МБ пробелов", lambda: _text(" " * 1000), "a.txt"),
    _upload("txt: 2 МБ «Иванов И.И., »", lambda: _text("Иванов И.И., ", 2 * _MB), "a.txt"),
    _upload("txt: 2 МБ «((((»", lambda: _text("((((«", 2 * _MB), "a.txt"),
    _upload("txt: 2 МБ «1.1.1.»", lambda: _text("1.1.", 2 * _MB), "a.txt"),
    _upload("txt: 2 МБ заглавных через пробел", lambda: _text("П Р ", 2 * _MB), "a.txt"),
    _upload("html: вложенность 500 000", lambda: b"<html><body>" + b"<div>" * 500_000 + b"x", "a.html"),
    _upload("html: 10 МБ незакрытых тегов", lambda: b"<html>" + b"<a " * (3 * _MB), "a.html"),
    _upload("html: 10 МБ начатых примечаний", lambda: b"<html>" + b"<!-- " * (2 * _MB), "a.html"),
    _upload("html: 10 МБ «&#»", lambda: b"<html>" + b"&#" * (5 * _MB), "a.html"),
    _upload("html: colspan 10^9", lambda: b"<html><table>" + b"<tr><td colspan=1000000000>x" * 20_000, "a.html"),
    _upload("паста: 3 МБ списков", lambda: b"<ul><li>" * 400_000, to="paste"),
    _upload("паста: 3 МБ таблиц в таблицах", lambda: b"<table><tr><td>" * 200_000, to="paste"),
    _upload("скан: PNG 900 Мпкс", lambda: png(30_000, 30_000), "scan.png", "scan"),
    _upload("скан: PNG обрезан", lambda: png(4000, 4000, whole=False), "scan.png", "scan"),
    _upload("скан: JPEG обрезан", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 50_000, "scan.jpg", "scan"),
    _upload("скан: JPEG и HTML в одном", lambda: b"\xff\xd8\xff\xe0<script>alert(1)</script>", "scan.html", "scan"),
    _upload("скан: TIFF", lambda: b"II*\0" + b"\0" * 50_000, "scan.tiff", "scan"),
    _upload("скан: PDF обрезан", lambda: b"%PDF-1.7\n" + b"0" * 50_000, "scan.pdf", "scan"),
    _upload("скан: 12 МБ", lambda: b"%PDF-1.7\n" + b"0" * (12 * _MB), "scan.pdf", "scan"),
    _upload("проверка: 2 млн концов файла", lambda: b"%PDF-1.7\n" + b"%%EOF\n" * 1_700_000, "a.pdf", "verify"),
    _upload("проверка: 700 000 кодов", lambda: b"protocol-code:" * 700_000, "a.pdf", "verify"),
)


def _paper(**changes: Any) -> Any:
    from tests.factories import make_document

    return replace(make_document(item_count=1), **changes)


def _speech(*texts: str) -> Any:
    from meetings.document import tree
    from tests.factories import make_item

    said = tree.Speech(name="Швец С.С.", paragraphs=tuple(tree.Paragraph(text=text) for text in texts))
    return _paper(items=(replace(make_item(1), speeches=(said,)),))


def _people(count: int, name: str = "Ковальчук Игорь Львович") -> Any:
    from meetings.document import tree

    return _paper(attendees=tuple(tree.Attendee(name=f"{name} {n}", position="директор") for n in range(count)))


def _items(count: int) -> Any:
    from tests.factories import make_item

    return _paper(items=tuple(make_item(number) for number in range(1, count + 1)))


def _votes(count: int) -> Any:
    from meetings.document import tree
    from meetings.document.vocabulary import VoteOption
    from tests.factories import make_item

    item = make_item(1)
    votes = tuple(tree.Vote(name=f"Ковальчук {n} Л.", option=VoteOption.YES) for n in range(count))
    return _paper(items=(replace(item, votes=(replace(item.votes[0], votes=votes),)),))


def _points(depth: int, width: int = 1) -> Any:
    from meetings.document import tree
    from tests.factories import make_item

    point = tree.DecisionPoint(text="пункт")
    for _level in range(depth):
        point = tree.DecisionPoint(text="пункт", points=(point,) * width)
    item = make_item(1)
    return _paper(items=(replace(item, decisions=(replace(item.decisions[0], points=(point,), assignments=()),)),))


def _set(name: str, make: Callable[[], Any], to: str = "pdf") -> Bomb:
    return Bomb(name, to, document=make)


PAPERS = (
    _set("бумага: слово 5 000", lambda: _speech("а" * 5000)),
    _set("бумага: слово 200 000", lambda: _speech("а" * 200_000)),
    _set("бумага: абзац 300 000", lambda: _speech("слово " * 50_000)),
    _set("бумага: абзац 2 МБ", lambda: _speech("слово " * 170_000)),
    _set("бумага: 10 000 абзацев", lambda: _speech(*["слово"] * 10_000)),
    _set("бумага: 100 000 абзацев", lambda: _speech(*["слово"] * 100_000)),
    _set("бумага: заголовок 10 МБ", lambda: _paper(title="заседания " * 550_000)),
    _set("бумага: заголовок 100 000", lambda: _paper(title="а" * 100_000)),
    _set("бумага: надстрочные знаки 100 000", lambda: _speech("а" + "\u0301" * 100_000)),
    _set("бумага: «зальго» 20 000 букв", lambda: _speech(("а" + "\u0301\u0316\u0321" * 8) * 20_000)),
    _set("бумага: эмодзи 50 000", lambda: _speech("😀" * 50_000)),
    _set("бумага: неразрывные пробелы 500 000", lambda: _speech("\u00a0" * 500_000 + "а")),
    _set("бумага: мягкие переносы 300 000", lambda: _speech("а\u00ad" * 300_000)),
    _set("бумага: арабское письмо 100 000", lambda: _speech("ﷺ العربية " * 10_000)),
    _set("бумага: разметка 1 МБ «<&»", lambda: _speech("<&" * 250_000)),
    _set("бумага: дефисы 200 000", lambda: _speech("а-" * 100_000)),
    _set("бумага: номера 300 000 «№ 1 г.»", lambda: _speech("№ 1 г. " * 45_000)),
    _set("бумага: 2 000 лиц", lambda: _people(2000)),
    _set("бумага: 10 000 лиц", lambda: _people(10_000)),
    _set("бумага: имена по 5 000 знаков", lambda: _people(200, "А" * 5000)),
    _set("бумага: 300 вопросов", lambda: _items(300)),
    _set("бумага: 2 000 вопросов", lambda: _items(2000)),
    _set("бумага: 5 000 голосов поимённо", lambda: _votes(5000)),
    _set("бумага: пункты вглубь 60", lambda: _points(60)),
    _set("бумага: пункты вглубь 300", lambda: _points(300)),
    _set("бумага: пункты 6^5", lambda: _points(5, 6)),
    _set("бумага: 100 000 абзацев, Word", lambda: _speech(*["слово"] * 100_000), "docx"),
    _set("бумага: пункты вглубь 300, XML", lambda: _points(300), "xml"),
)
