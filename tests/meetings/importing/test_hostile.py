"""Bad input: each kind is refused with a sentence a secretary can act upon; nothing else is ever raised."""

import cProfile
import hashlib
import io
import os
import struct
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.importing.reading import read_protocol
from meetings.importing.refusal import UnreadableSource
from tests.meetings.importing.reading import docx_bytes, word_of_text
from tests.meetings.importing.test_specimens import FOLDER

PROTOCOL = "ПРОТОКОЛ № 1\nзаседания комиссии\n1 марта 2024 г.\nРЕШИЛИ:\nутвердить план.\n"


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _end(directory: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, directory, 0, 0)


def _word(body: str, *, head: str = "") -> bytes:
    main = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return _zip({"word/document.xml": main.encode()})


def _entities() -> bytes:
    bomb = '<!DOCTYPE w [<!ENTITY a "протокол"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return _word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", head=bomb)


def _external_entity() -> bytes:
    head = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return _word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", head=head)


BAD = {
    "empty": (b"", "пуст"),
    "spaces": (" \n\t\r\n\u00a0".encode(), "пуст"),
    "large": (b"\xd0\x90" * 26_000_000, "велик"),
    "long text": (("слово " * 600_000).encode(), "велик"),
    "binary": (bytes(range(256)) * 200, "не текстовый"),
    "random": (hashlib.sha512(b"7").digest() * 80, "не текстовый"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc"),
    "rtf": (b"{\\rtf1\\ansi text}", "RTF"),
    "rtf below a blank line": (b"\r\n{\\rtf1\\ansi text}", "RTF"),
    "web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "веб-архив"),
    "word 2003": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        "Word в формате XML",
    ),
    "flat opendocument": (b'<?xml version="1.0"?><office:document xmlns:office="x"/>', "OpenDocument"),
    "opendocument": (
        _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
        "OpenDocument",
    ),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "изображение"),
    "truncated zip": (b"PK\x03\x04" + b"\x14\x00" * 30, "повреждён"),
    "zip of another kind": (_zip({"readme.txt": b"text"}), "не документ Word"),
    "spreadsheet": (_zip({"xl/workbook.xml": b"<a/>"}), "Excel"),
    "broken xml": (_zip({"word/document.xml": b"<w:document"}), "повреждён"),
    "other xml": (_zip({"word/document.xml": b"<html/>"}), "не документ Word"),
    "empty word": (_word(""), "пуст"),
    "zip bomb": (_zip({"word/document.xml": b"0" * 30_000_000}), "объём"),
    "bomb beside": (_zip({"word/document.xml": b"<a/>", "word/media/a.png": b"\0" * 50_000_000}), "объём"),
    "two hundred thousand parts": (b"PK\x01\x02" + bytes(9_000_000) + _end(9_000_004), "объём"),
    "many parts": (_zip({f"part{number}.xml": b"" for number in range(5000)}), "объём"),
    "many tags": (_word("<w:p/>" * 2_100_000 + "<!--" + os.urandom(300_000).hex() + "-->"), "объём"),
    "entities": (_entities(), "DTD"),
    "external entity": (_external_entity(), "DTD"),
    "no protocol": ("Сегодня хорошая погода.\nМы пошли гулять в лес.\n".encode(), "не похож на протокол"),
    "article": ("Протокол HTTP\nПротокол HTTP описывает обмен сообщениями.\n".encode(), "не похож на протокол"),
    "conclusion": ("ЗАКЛЮЧЕНИЕ\nо результатах публичных слушаний\n5 мая 2024 г.\n".encode(), "не похож на протокол"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused_with_a_clear_sentence(name: str) -> None:
    source, words = BAD[name]
    with pytest.raises(UnreadableSource, match=words) as refused:
        read_protocol(source)
    assert "\n" not in str(refused.value)


def test_text_named_as_a_word_document_is_refused() -> None:
    with pytest.raises(UnreadableSource, match=r"\.docx"):
        read_protocol(PROTOCOL.encode(), "протокол.docx")


def test_word_document_under_another_name_is_read() -> None:
    source = docx_bytes(word_of_text(PROTOCOL))
    assert read_protocol(source, "протокол.txt").document.number == "1"


def test_markup_stays_text() -> None:
    text = PROTOCOL.replace("утвердить план", "<script>alert(1)</script> & <b>план</b>")
    (item,) = read_protocol(text.encode()).document.items
    assert item.decisions[0].points[0].text == "<script>alert(1)</script> & <b>план</b>."


def test_deeply_nested_tables_are_refused_or_read() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400
    with pytest.raises(UnreadableSource):
        read_protocol(_word(body))


@pytest.mark.parametrize(
    "repeated",
    [
        "А",
        "а, ",
        "1. ",
        "- а:\n",
        "1.1. А\n",
        "I. А\n",
        "И.И. ",
        "Иванов И.И., ",
        "РЕШИЛИ: ",
        "за – 1, ",
        "\t",
        "   x",
        "«",
        "ПРОТОКОЛ\n",
    ],
)
def test_cost_grows_with_the_length_only(repeated: str) -> None:
    text = PROTOCOL + repeated * (20_000 // len(repeated))
    began = time.process_time()
    read_protocol(text.encode())
    assert time.process_time() - began < 3


def test_ten_times_the_text_costs_ten_times_the_time() -> None:
    """Counted in calls, not in seconds: a busy machine counts the same."""
    lines = (FOLDER / "minors.txt").read_text(encoding="utf-8").splitlines()
    middle = len(lines) // 2
    head, course, tail = lines[:middle], lines[middle:-4], lines[-4:]
    read_protocol("\n".join(lines).encode())  # what is loaded once is loaded now
    calls = [_count_calls("\n".join([*head, *course * times, *tail]).encode()) for times in (5, 50)]
    assert calls[1] < 12 * calls[0]


def _count_calls(source: bytes) -> int:
    profile = cProfile.Profile()
    profile.runcall(read_protocol, source)
    return sum(entry.callcount for entry in profile.getstats())


def test_two_thousand_lines_are_read_in_time() -> None:
    people = "".join(f"{number}. Петров Иван Ильич – директор школы № {number};\n" for number in range(1, 401))
    agenda = "".join(f"{number}. О работе цеха № {number}.\n" for number in range(1, 101))
    items = "".join(
        f"{number}. О работе цеха № {number}.\nСЛУШАЛИ:\nПетрова И.И. о ходе работ.\nВЫСТУПИЛИ:\n"
        f"Сидоров С.С. – предложил ускорить работы.\nИльин А.А., мастер.\nПоддержал предложение.\nРЕШИЛИ:\n"
        f"{number}.1. Ускорить работы.\n{number}.2. Назначить:\n- старших;\n- младших.\nГолосовали: единогласно.\n"
        for number in range(1, 101)
    )
    head = "ПРОТОКОЛ № 1\nзаседания цехового комитета\n1 марта 2024 г.\n"
    text = f"{head}Присутствовали:\n{people}Повестка дня:\n{agenda}{items}"
    began = time.process_time()
    document = read_protocol(text.encode()).document
    assert time.process_time() - began < 3
    assert len(document.attendees) == 400
    assert [item.number for item in document.items] == [str(number) for number in range(1, 101)]
    assert all(len(item.decisions) == 2 and item.is_treated for item in document.items)


_PIECES = [
    *("ПРОТОКОЛ", "№ 5", "Повестка дня:", "Присутствовали:", "Отсутствовали:", "РЕШИЛИ:", "СЛУШАЛИ:", "ВЫСТУПИЛИ:"),
    *("Голосовали:", "Приложение:", "По первому вопросу", "Вопрос 2.", "Кворум имеется.", "1.", "1.1.", "-", "I."),
    *("Иванов И.И.", "Петрова Анна Ильинична", "Председатель", "Секретарь", "12 марта 2024 г.", "г. Орск", "10:00"),
    *("«за» – 5", "единогласно", "нет", "О плане", "до 1 мая", "**", "|", "<sup>00</sup>", "{name}", "{", "}", "_____"),
    *("\n", "\n\n", "\t", "   ", ":", ",", ";", ".", "(", "»"),
]


def _never_raises(text: str) -> None:
    try:
        imported = read_protocol(text.encode("utf-8", errors="replace"))
    except UnreadableSource as refused:
        assert str(refused)
    else:
        from meetings.rendering.text import render_text

        assert render_text(imported.document)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_mixed_pieces_of_protocols_never_raise(pieces: list[str]) -> None:
    _never_raises("ПРОТОКОЛ № 1\nзаседания комиссии\n1 мая 2024 г.\n" + " ".join(pieces))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_never_raises(text: str) -> None:
    _never_raises(f"ПРОТОКОЛ заседания\n{text}\nРЕШИЛИ: {text}")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_never_raise(source: bytes) -> None:
    for prefix in (b"", b"PK\x03\x04", "ПРОТОКОЛ\n".encode("cp1251")):
        try:
            read_protocol(prefix + source)
        except UnreadableSource as refused:
            assert str(refused)


def test_cut_at_any_line_is_read() -> None:
    lines = (
        PROTOCOL + "Голосовали: за – 3, против – нет.\n1. Продолжение\nПредседатель     И.И. Иванов\n"
    ).splitlines()
    for count in range(3, len(lines) + 1):
        assert read_protocol("\n".join(lines[:count]).encode()).document.number == "1"
