"""Owns `export_protocol`: a meeting's paper as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from meetings.document.codec import decode
from meetings.document.vocabulary import ProtocolState
from meetings.management.refusing import RefusingCommand
from meetings.mapping.compose import compose
from meetings.models import Meeting, Protocol
from meetings.rendering.formats import FORMATS


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
        edition = None if options["draft"] else _edition(meeting)
        if edition is None:
            content = FORMATS[name].render(compose(meeting))
        elif name == "pdf":
            content = bytes(edition.pdf)
        else:
            content = FORMATS[name].render(decode(edition.document))
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output}: файл не записывается ({error.strerror}).") from error


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
