"""Owns the words of the visible marks of electronic signatures.

Electronic (with a certificate): ГОСТ Р 7.0.97–2016, 5.23, and the Rules of office work (Постановление 477, п. «Отметка
об электронной подписи»): the phrase, the number of the certificate, its owner, its days. Simple (Федеральный закон
№ 63-ФЗ, ст. 5, ч. 2, and ст. 9): says which kind it is, who signed, when, under which record; never a certificate.
"""

import datetime
import re
from dataclasses import dataclass

_ELECTRONIC = "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ"
_SIMPLE = "ПОДПИСАНО ПРОСТОЙ ЭЛЕКТРОННОЙ ПОДПИСЬЮ"
_DAY = "%d.%m.%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicMark:
    """What the mark of a signature with a certificate says; days are those of the organisation's time zone."""

    serial: str
    owner: str
    valid_from: datetime.date
    valid_until: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleMark:
    """What the mark of a simple signature says; `at` is the organisation's local time, without a zone, to the minute.

    `record` names the entry of the portal's journal that holds the evidence.
    """

    signer: str
    at: datetime.datetime
    record: str


def write_electronic_mark(mark: ElectronicMark) -> tuple[str, ...]:
    """Write the lines: the phrase, «Сертификат 00AB…», «Владелец Иванова Анна», «Действителен с … по …»."""
    days = f"Действителен с {mark.valid_from.strftime(_DAY)} по {mark.valid_until.strftime(_DAY)}"
    return (_ELECTRONIC, f"Сертификат {mark.serial}", f"Владелец {mark.owner}", days)


def read_electronic_mark(text: str) -> ElectronicMark | None:
    """Read a mark from printed text (lines broken anywhere); None when it is no such mark."""
    day = r"(\d\d\.\d\d\.\d{4})"
    pattern = rf"{_ELECTRONIC} Сертификат ([0-9A-F ]+) Владелец (.+?) Действителен с {day} по {day}"
    found = re.search(pattern, " ".join(text.split()))
    if found is None:
        return None
    days = [_read_day(found[3]), _read_day(found[4])]
    if days[0] is None or days[1] is None:
        return None
    return ElectronicMark(serial=found[1].replace(" ", ""), owner=found[2], valid_from=days[0], valid_until=days[1])


def write_simple_mark(mark: SimpleMark) -> tuple[str, ...]:
    """Write the lines: the phrase, «Подписант …», «Время …», «Запись …»."""
    return (_SIMPLE, f"Подписант {mark.signer}", f"Время {mark.at.strftime(_DAY + ' %H:%M')}", f"Запись {mark.record}")


def read_simple_mark(text: str) -> SimpleMark | None:
    """Read a mark from printed text (lines broken anywhere); None when it is no such mark."""
    pattern = rf"{_SIMPLE} Подписант (.+?) Время (\d\d\.\d\d\.\d{{4}} \d\d:\d\d) Запись (\S+)"
    found = re.search(pattern, " ".join(text.split()))
    if found is None:
        return None
    try:
        at = datetime.datetime.strptime(found[2], _DAY + " %H:%M")  # noqa: DTZ007 - printed local time has no zone
    except ValueError:
        return None
    return SimpleMark(signer=found[1], at=at, record=found[3])


def _read_day(text: str) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(text, _DAY).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
