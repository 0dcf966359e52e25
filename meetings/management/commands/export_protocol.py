"""Owns `export_protocol`: a meeting's paper as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from meetings.document.codec import decode
from meetings.document.vocabulary import ProtocolState
from meetings.management.refusing import RefusingCommand
from meetings.mapping.compose import compose
from meetings.models import Meeting, Protocol
from meetings.rendering.fonts import FontMissing
from meetings.rendering.formats import FORMATS
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed


class Command(RefusingCommand):
    help = "Записать протокол заседания в файл: последнюю выпущенную редакцию, а без неё черновик."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("meeting_id", metavar="MEETING_ID", help="номер заседания")
        parser.add_argument("--format", required=True, help=", ".join(FORMATS))
        parser.add_argument("--output", metavar="FILE", required=True, help="куда записать")
        parser.add_argument("--draft", action="store_true", help="черновик, даже если есть выпущенная редакция")

    def handle(self, *_args: Any, **options: Any) -> None:
        name, output = options["format"], Path(options["output"])
        if name not in FORMATS:
            raise CommandError(f"Вида «{name}» нет, есть: {', '.join(FORMATS)}.")
        meeting = _meeting(str(options["meeting_id"]))
        try:
            content = _content(meeting, name, is_draft=options["draft"])
        except (PaperTooLong, PrintingFailed, FontMissing) as error:
            raise CommandError(str(error)) from error
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output}: файл не записывается ({error.strerror}).") from error
        except ValueError as error:
            raise CommandError("Имя файла для записи содержит недопустимый знак.") from error


def _content(meeting: Meeting, name: str, *, is_draft: bool) -> bytes:
    edition = None if is_draft else _edition(meeting)
    if edition is None:
        return FORMATS[name].render(compose(meeting))
    return bytes(edition.pdf) if name == "pdf" else FORMATS[name].render(decode(edition.document))


def _meeting(number: str) -> Meeting:
    # Nine digits: every key, and never more than a database's integer.
    is_key = number.isascii() and number.isdigit() and len(number) <= 9
    meeting = Meeting.objects.select_related("body").filter(pk=int(number)).first() if is_key else None
    if meeting is None:
        raise CommandError(f"Заседания {number} нет.")
    return meeting


def _edition(meeting: Meeting) -> Protocol | None:
    """The newest edition that still counts."""
    editions = meeting.protocols.exclude(state__in=[ProtocolState.SUPERSEDED, ProtocolState.ANNULLED])
    return editions.order_by("-edition").first()
