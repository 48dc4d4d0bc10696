"""What the commands that ask sources share: the options, and what a round works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.archive import archive_option, opened

if TYPE_CHECKING:
    from dateline.gather import Settings
    from dateline.gather.means import Means


def gather_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that asks sources: the archive, who asks, whom."""
    private = click.option("--allow-private", is_flag=True, help="Ask addresses of one's own network too.")
    return contact_options(private(command))


def contact_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --archive and --contact."""
    for option in (
        click.option("--contact", metavar="ADDRESS", envvar="DATELINE_CONTACT",
                     help="A mail or web address that the hosts are told (or DATELINE_CONTACT)."),
        archive_option,
    ):  # fmt: skip
        command = option(command)
    return command


class Shown(click.ParamType[int | str]):
    """How much of an article may be shown: words, "whole", or "unsaid"."""

    name = "words"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        text = str(value)
        if text in {"whole", "unsaid"}:
            return text
        if not (text.isascii() and text.isdecimal() and len(text) < 6):
            self.fail(f"{text!r} is not a number of words, nor “whole” or “unsaid”", param, ctx)
        return int(text)


def excerpt_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --excerpt: how much of an article's text an edition may show."""
    option = click.option("--excerpt", "shown", type=Shown(), metavar="WORDS|whole",
                          help="How much of an article an edition may show; where it is not said, what its page and "
                               "site reserve decides.")  # fmt: skip
    return option(command)


def log_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --log-format."""
    option = click.option("--log-format", type=click.Choice(["text", "json"]), default=None,
                          help="Write what happens to standard error, an event a line.")  # fmt: skip
    return option(command)


def settings_of(*, archive: str | None, contact: str | None, allow_private: bool) -> Settings:
    """Return the settings that the options mean."""
    from dateline.archive import default_path
    from dateline.gather import Settings

    where: str | Path = default_path() if archive is None else archive
    return Settings(archive=where, contact=contact, allow_private=allow_private)


@contextmanager
def means_of(settings: Settings) -> Iterator[Means]:
    """Open the archive, with all that a step works with."""
    from dateline.gather.means import Means
    from dateline.pipeline import default_pipeline

    with opened(str(settings.archive)) as archive:
        yield Means(archive, settings, default_pipeline)


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "story", "stories")
    '1 story'
    """
    return f"{number:,} {one if number == 1 else many}"
