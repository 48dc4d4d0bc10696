"""The options of every command that shows an edition: what its order prefers, and to whom it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def readers_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --profile and --desk."""
    for option in (
        click.option("--desk", is_flag=True, help="Show every text whole, for the editors themselves."),
        click.option("--profile", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
                     help="Sections, places and watch lists that its order prefers."),
    ):  # fmt: skip
        command = option(command)
    return command
