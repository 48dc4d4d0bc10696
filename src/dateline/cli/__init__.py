"""Arguments in, one call, text out. The only place that prints.

``main.py`` holds the table of commands; each command is a module of its own, imported when it is used.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from dateline.cli.main import run

    run()
