"""Owns the names of a paper's signature fields: one for every line of signature, always the same for one document."""

from meetings.document.tree import ProtocolDocument

CHAIR, SECRETARY = "sig_chair", "sig_secretary"


def signature_fields(document: ProtocolDocument) -> tuple[str, ...]:
    """Return the field name of every line of signature, in their printed order.

    A line of the chair is told by «председател…» in its office, a secretary's by «секретар…» or «протокол…»; the first
    line of each takes CHAIR and SECRETARY, any other «sig_3» by its place from 1. On a paper whose offices name neither
    (two lines «Директор», «Методист»), the first line is the chair's and the second the secretary's.
    """
    offices = [line.role.lower() for line in document.signatures]
    chair = next((index for index, role in enumerate(offices) if _is_chair(role)), None)
    secretary = next((index for index, role in enumerate(offices) if _is_secretary(role)), None)
    if chair is None and secretary is None:
        chair, secretary = 0, 1
    special = {chair: CHAIR, secretary: SECRETARY}
    return tuple(special.get(index, f"sig_{index + 1}") for index in range(len(offices)))


def _is_secretary(role: str) -> bool:
    return "секретар" in role or "протокол" in role


def _is_chair(role: str) -> bool:
    return "председател" in role and not _is_secretary(role)
