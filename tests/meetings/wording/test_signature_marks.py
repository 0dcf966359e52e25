"""The words of signature marks: read back as they were written, however the lines are broken."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.wording.signature_marks import (
    ElectronicMark,
    SimpleMark,
    read_electronic_mark,
    read_simple_mark,
    write_electronic_mark,
    write_simple_mark,
)

OWNERS = st.sampled_from(
    ["Медовкин Пётр Романович", "Ли А", "Константинопольская-Заречная Анна Мария", "ООО «Вересковый мёд»", "И. О. Ф."]
)
DAYS = st.dates(datetime.date(1000, 1, 1))


@given(st.binary(min_size=1, max_size=20), OWNERS, DAYS, DAYS, st.sampled_from(["\n", " ", " \n "]))
def test_electronic_mark_is_read_as_written(
    serial: bytes, owner: str, begins: datetime.date, ends: datetime.date, gap: str
) -> None:
    mark = ElectronicMark(serial=serial.hex().upper(), owner=owner, valid_from=begins, valid_until=ends)
    text = gap.join(write_electronic_mark(mark))
    assert read_electronic_mark(text) == mark
    assert read_simple_mark(text) is None


MOMENTS = st.builds(datetime.datetime.combine, DAYS, st.times())


@given(OWNERS, MOMENTS, st.sampled_from(["1", "20260615-7", "ab34"]))
def test_simple_mark_is_read_as_written(signer: str, at: datetime.datetime, record: str) -> None:
    mark = SimpleMark(signer=signer, at=at.replace(second=0, microsecond=0), record=record)
    text = "\n".join(write_simple_mark(mark))
    assert read_simple_mark(text) == mark
    assert read_electronic_mark(text) is None
    assert "Сертификат" not in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ",
        "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ Сертификат 0A Владелец Ли Действителен с 45.01.2026 по 01.02.2027",
    ],
)
def test_other_texts_are_no_marks(text: str) -> None:
    assert read_electronic_mark(text) is None
    assert read_simple_mark(text) is None
