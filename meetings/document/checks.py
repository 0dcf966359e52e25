"""Owns the facade of the checks: `check_document` asks every checks_* module and gives back all remarks.

A check never refuses: wrong figures get a remark, for the paper may really say so. Rules of the law stand with their
source in the module that applies them.
"""

from collections.abc import Iterable

from meetings.document.checks_attendance import check_attendance
from meetings.document.checks_header import check_header, check_signatures
from meetings.document.checks_items import check_items
from meetings.document.checks_letters import check_letters
from meetings.document.checks_quorum import check_quorum
from meetings.document.checks_voting import check_voting
from meetings.document.finding import Finding
from meetings.document.rules import BodyRules
from meetings.document.tree import ProtocolDocument

__all__ = ["Finding", "check_beside", "check_document"]


def check_document(document: ProtocolDocument, rules: BodyRules | None = None) -> tuple[Finding, ...]:
    """Return the remarks on a protocol, in the order of the paper, measured by the rules of its body when known."""
    return (
        *check_header(document),
        *check_attendance(document, rules),
        *check_quorum(document, rules),
        *check_items(document),
        *check_voting(document, rules),
        *check_signatures(document),
        *check_letters(document),
    )


def check_beside(
    document: ProtocolDocument, told: Iterable[Finding], rules: BodyRules | None = None
) -> tuple[Finding, ...]:
    """Return the remarks that findings told already (by the importer, with line numbers) do not hold yet."""
    known = {(finding.code, finding.where) for finding in told}
    return tuple(finding for finding in check_document(document, rules) if (finding.code, finding.where) not in known)
