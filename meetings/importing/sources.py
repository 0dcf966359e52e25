"""Owns the way from bytes to lines: what kind of file it is, what is refused, and with which words.

Nothing here raises anything but UnreadableSource, whose message a secretary can act upon.
"""

import re

from meetings.importing.decoding import decode
from meetings.importing.flat import break_flat_text
from meetings.importing.lines import RawLine
from meetings.importing.refusal import UnreadableSource

#: A protocol of a thousand pages is two million characters; a file beyond that is none.
MAX_SOURCE_BYTES = 20 * 1024 * 1024
MAX_TEXT_CHARACTERS = 3_000_000
MAX_LINES = 60_000

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,200}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_LINE_END = re.compile("\r\n|\n|\r|\v|\f|\u2028|\u2029|\x85")
_FOREIGN_FORMATS = (
    (b"%PDF-", "Это файл PDF. Загрузите протокол в формате .docx или .txt."),
    (b"{\\rtf", "Это файл RTF. Откройте его в текстовом редакторе и сохраните в формате .docx."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "Это файл старого формата Word (.doc) или защищённый паролем. Сохраните протокол в формате .docx без пароля.",
    ),
    (b"\x89PNG", "Это изображение, а не текст. Загрузите протокол в формате .docx или .txt."),
    (b"\xff\xd8\xff", "Это изображение, а не текст. Загрузите протокол в формате .docx или .txt."),
    (b"Rar!", "Это архив. Распакуйте его и загрузите протокол в формате .docx или .txt."),
    (b"7z\xbc\xaf", "Это архив. Распакуйте его и загрузите протокол в формате .docx или .txt."),
    (b"\x1f\x8b", "Это архив. Распакуйте его и загрузите протокол в формате .docx или .txt."),
    (b"MIME-Version:", "Это веб-архив или письмо. Откройте его в текстовом редакторе и сохраните в формате .docx."),
)
#: Formats of one XML file, told by a word near their beginning.
_XML_FORMATS = (
    (b"mso-application", "Это документ Word в формате XML. Откройте его и сохраните в формате .docx."),
    (b"wordDocument", "Это документ Word в формате XML. Откройте его и сохраните в формате .docx."),
    (b"office:document", "Это документ OpenDocument (.fodt). Сохраните протокол в формате .docx."),
)
_XML_HEAD = 2000


def read_source(source: bytes, filename: str = "") -> list[RawLine]:
    """Read a file of any accepted kind as numbered lines.

    Raises UnreadableSource for an empty, too large, binary or damaged file and for a kind that is not accepted.
    """
    if len(source) > MAX_SOURCE_BYTES:
        size = len(source) // (1024 * 1024)
        limit = MAX_SOURCE_BYTES // (1024 * 1024)
        raise UnreadableSource(f"Файл слишком велик: {size} МБ. Принимаются файлы до {limit} МБ.")
    if not source.strip():
        raise UnreadableSource("Файл пуст: в нём нет текста.")
    if source.startswith(b"PK"):
        from meetings.importing.docx_source import read_docx

        return _bound(read_docx(source))
    if is_html(source, filename):
        return _bound(_read_html(source))
    _refuse_foreign(source)
    if filename.lower().endswith(".docx"):
        raise UnreadableSource("Файл назван .docx, но не является документом Word. Сохраните протокол заново.")
    return _bound(_read_text(source))


def _refuse_foreign(source: bytes) -> None:
    """Refuse the files of other programs, each with the way to a file that is read."""
    head = source[:_XML_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, message in _FOREIGN_FORMATS:
        if head.startswith(signature):
            raise UnreadableSource(message)
    for word, message in _XML_FORMATS if head.startswith(b"<") else ():
        if word in head:
            raise UnreadableSource(message)


def is_html(source: bytes, filename: str = "") -> bool:
    """Whether the bytes are a page: by the name, or because they begin as pages do."""
    return filename.lower().endswith((".html", ".htm")) or bool(_PAGE.match(source))


def _read_html(source: bytes) -> list[RawLine]:
    from meetings.importing.html_source import read_html_source
    from meetings.importing.pasted import raw_lines

    pasted = read_html_source(source)
    if pasted is None:
        raise UnreadableSource("Это не текстовый файл. Загрузите протокол в формате .docx или .txt.")
    return raw_lines(pasted)


def _read_text(source: bytes) -> list[RawLine]:
    text = decode(source)
    if text is None:
        raise UnreadableSource("Это не текстовый файл. Загрузите протокол в формате .docx или .txt.")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise UnreadableSource("Текст слишком велик для протокола. Загрузите один протокол.")
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise UnreadableSource("Файл пуст: в нём нет текста.")
    lines = [RawLine(number, part) for number, part in enumerate(_LINE_END.split(text), start=1)]
    return break_flat_text(lines)


def _bound(lines: list[RawLine]) -> list[RawLine]:
    if not any(line.text.strip() for line in lines):
        raise UnreadableSource("Файл пуст: в нём нет текста.")
    if len(lines) > MAX_LINES or sum(len(line.text) for line in lines) > MAX_TEXT_CHARACTERS:
        raise UnreadableSource("Текст слишком велик для протокола. Загрузите один протокол.")
    return lines
