"""Owns the checkpoints: what the end of the chain is, said under a key and kept outside the portal."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.models import Protocol
from meetings.models.chain import take_end
from meetings.signing.checkpoint import StatementRefused, read_statement, sign_statement
from meetings.use_cases.refusal import Refused

_FORMAT = "protocols-checkpoint"
_VERSION = 1


class CannotCheckpoint(Refused):
    """There is no key, or it cannot be used, or the file is no checkpoint of this portal."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The end of the chain at a moment: its length, its last hash, the count of editions."""

    seq: int
    hash: str
    editions: int
    at: datetime.datetime


def make_checkpoint(*, at: datetime.datetime) -> str:
    """Return the signed checkpoint of now as JSON text; CannotCheckpoint without a fit key (CHECKPOINT_KEY)."""
    key = read_key(settings.CHECKPOINT_KEY, "CHECKPOINT_KEY")
    with transaction.atomic():
        seq, last = take_end()  # nothing comes between the last entry and the count
        editions = Protocol.objects.count()
    statement = {
        "format": _FORMAT,
        "version": _VERSION,
        "portal": settings.PORTAL_URL,
        "seq": seq,
        "hash": last,
        "editions": editions,
        "at": at.astimezone(datetime.UTC).isoformat(),
    }
    try:
        return sign_statement(statement, key)
    except StatementRefused as refusal:
        raise CannotCheckpoint(str(refusal)) from refusal


def read_checkpoint(text: str, public_pem: bytes) -> Checkpoint:
    """Return the checkpoint that this key signed; CannotCheckpoint for every other text."""
    try:
        said: dict[str, Any] = read_statement(text, public_pem)
        if said["format"] != _FORMAT or said["version"] != _VERSION:
            raise StatementRefused(str(_("Это не контрольная точка журнала.")))
        at = datetime.datetime.fromisoformat(said["at"])
        return Checkpoint(int(said["seq"]), str(said["hash"]), int(said["editions"]), at)
    except (KeyError, TypeError) as error:
        raise CannotCheckpoint(_("Это не контрольная точка журнала.")) from error
    except ValueError as refusal:
        raise CannotCheckpoint(str(refusal)) from refusal


def read_key(path: str, setting: str) -> bytes:
    """Return the PEM of a key's file; CannotCheckpoint when the setting is empty or the file cannot be read."""
    if not path:
        raise CannotCheckpoint(_("Укажите файл ключа в настройке %(setting)s.") % {"setting": setting})
    try:
        return Path(path).read_bytes()
    except OSError as error:
        told = {"path": path, "why": error.strerror}
        raise CannotCheckpoint(_("Файл ключа %(path)s не читается: %(why)s.") % told) from error
