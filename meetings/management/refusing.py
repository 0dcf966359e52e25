"""Owns the manner of our commands: refused means exit code 1 and one line on stderr, never a traceback."""

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError


class RefusingCommand(BaseCommand):
    """A command whose refusals are single Russian lines. CommandError(text) refuses; call_command raises it on."""

    # The system's checks are told at start of the server; a command on files must not depend on them.
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # The parser then raises CommandError for a wrong call instead of printing its usage in English.
        parser.called_from_command_line = False
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        self._called_from_command_line = True
        try:
            options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
        except CommandError as error:
            self._refuse(f"Неверный вызов, см. manage.py {argv[1]} --help ({error})")
        try:
            # Not BaseCommand's own, which prints «CommandError:» before the text.
            self.execute(*options.pop("args", ()), **options)
        except CommandError as error:
            self._refuse(str(error))
        except DatabaseError as error:
            self._refuse(f"База данных не отвечает или не готова (manage.py migrate): {error}")

    def _refuse(self, reason: str) -> NoReturn:
        sys.stderr.write(" ".join(reason.split()) + "\n")
        sys.exit(1)
