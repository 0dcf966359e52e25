"""Owns the result that a secretary writes over the counted one: with its reason, or not at all.

Without a reason such a result would be a false record (document.checks_voting). Nothing here saves a row; the caller
holds the meeting's lock.
"""

from typing import Any

from django.utils.translation import gettext as _

from meetings.document.majority import Majority, majority_of
from meetings.mapping.rules import rules_of
from meetings.models.choices import label_of
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.vote_fields import read_question


def write_result(row: Any, value: Any) -> tuple[str, ...]:
    """Set the result; CannotSave for another one than counted while no reason is written."""
    majority = _majority(row)
    if value and majority and value != majority.result and not row.result_reason.strip():
        raise CannotSave(_wanted(majority))
    row.result = value
    return ()


def write_reason(row: Any, value: Any) -> tuple[str, ...]:
    """Set the reason; CannotSave for none while the result is another than counted."""
    if not value.strip() and row.result and row.result_reason.strip():
        majority = _majority(row)
        if majority and row.result != majority.result:
            raise CannotSave(_("Результат записан не по подсчёту. Верните его, потом уберите причину."))
    row.result_reason = value
    return ()


def _majority(row: Any) -> Majority | None:
    question = read_question(row.meeting, row)
    return majority_of(question.document, question.item, question.event, rules_of(row.meeting.body))


def _wanted(majority: Majority) -> str:
    if majority.result is None:
        told = _("Голосов поровну: укажите голос председательствующего или напишите рядом, почему результат такой.")
    else:
        told = _("По подсчёту «%(result)s». Напишите рядом, почему результат другой: с причиной он сохранится.") % {
            "result": label_of(majority.result)
        }
    return str(told)
