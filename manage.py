#!/usr/bin/env python
"""Django's command line.

Without a SECRET_KEY in the environment it is the command line of a development machine (DEBUG=1). The server (wsgi)
knows no such default: it refuses to start unconfigured (docs/decisions/0003-commands.md).
"""

import os
import sys

if __name__ == "__main__":
    if not os.environ.get("SECRET_KEY"):
        os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protocols_portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
