#!/usr/bin/env python
"""Entry point of every command; see README.md for the ones that stay put."""

import os
import sys

from jeugdhulp import systeemlog

if __name__ == "__main__":
    # What we write is ours alone: the database, the secrets, a report.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jeugdhulp.settings")
    systeemlog.scherm_af()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
