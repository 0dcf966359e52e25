"""Owns `export_bundle`: an edition, or a year of a body, as one ZIP file with check sums."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from meetings.management.refusing import RefusingCommand
from meetings.models import Protocol
from meetings.use_cases.bundle import CannotBundle, bundle_edition, bundle_editions, signature_files
from members.models import Body


class Command(RefusingCommand):
    help = "Записать протокол во всех видах с контрольными суммами одним файлом ZIP; с --body и --year – все за год."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("meeting_id", metavar="MEETING_ID", nargs="?", help="номер заседания")
        parser.add_argument("--body", metavar="SLUG", help="адрес органа")
        parser.add_argument("--year", help="год заседаний")
        parser.add_argument("--output", metavar="FILE", required=True, help="куда записать")

    def handle(self, *_args: Any, **options: Any) -> None:
        output = Path(options["output"])
        parts = _parts(options)  # refused before a file that is there already is written over
        try:
            with output.open("wb") as file:
                for part in parts:
                    file.write(part)
        except OSError as error:
            raise CommandError(f"{output}: файл не записывается ({error.strerror}).") from error
        except ValueError as error:
            raise CommandError("Имя файла для записи содержит недопустимый знак.") from error


def _parts(options: dict[str, Any]) -> Iterable[bytes]:
    meeting, slug, year = options["meeting_id"], options["body"], options["year"]
    if bool(meeting) == bool(slug or year) or bool(slug) != bool(year):
        raise CommandError("Назовите либо номер заседания, либо --body и --year.")
    if meeting:
        edition = _edition(str(meeting))
        return [bundle_edition(edition, signature_files(edition))]
    body = Body.objects.filter(slug=slug).first()
    if body is None:
        raise CommandError(f"Органа «{slug}» нет.")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise CommandError(f"Год «{year}» записан неверно.")
    try:
        return bundle_editions(body, int(year), Protocol.objects.all())
    except CannotBundle as refusal:
        raise CommandError(str(refusal)) from refusal


def _edition(number: str) -> Protocol:
    """Return the newest edition of a meeting that still counts."""
    # Nine digits: every key, and never more than a database's integer.
    is_key = number.isascii() and number.isdigit() and len(number) <= 9
    editions = Protocol.objects.filter(meeting=int(number)) if is_key else Protocol.objects.none()
    edition = editions.in_force().first()
    if edition is None:
        raise CommandError(f"У заседания {number} нет действующей редакции.")
    return edition
