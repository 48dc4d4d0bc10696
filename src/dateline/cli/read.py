"""dateline read"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from dateline.cli.main import told
from dateline.cli.pages import page_options, read_pages
from dateline.errors import DatelineError


@click.command()
@page_options
@click.option("--json", "as_json", is_flag=True, help="Print one record a line (see dateline schema).")
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the records as one self-contained page.")  # fmt: skip
@click.option(
    "--explain", "explained", is_flag=True, help="Show what each block of an HTML page was taken for, and why."
)
@click.pass_obj
def command(obj: dict[str, bool], /, *, as_json: bool, html_file: Path | None, explained: bool, **options: Any) -> int:
    """Read each PAGE and show its record.

    PAGE is an HTML file, a plain-text file that some other tool has scraped, a URL, or "-" for
    standard input. A page that can't be read is told beside the others; the exit code is then 1.
    """
    if explained:
        return _explain(**options)
    records = []
    failed = False
    for result in read_pages(quiet=obj["quiet"], **options):
        if result.record is None:
            failed = True
            continue
        if as_json:
            click.echo(result.record.to_json())
        elif html_file is None:
            from dateline.cli.terminal.records import show

            show(result.record, result.source)
        if html_file is not None:
            records.append(result.record)
    if html_file is not None:
        from dateline.exports import records_html

        html_file.write_text(records_html(records), encoding="utf-8")
        if not obj["quiet"]:
            click.echo(f"wrote {html_file}", err=True)
    return 1 if failed else 0


def _explain(*, sources: Sequence[str], allow_private: bool, limit_bytes: int, **_options: Any) -> int:
    """Print the label table of each page; no other part of the pipeline runs."""
    from dateline.article import explain
    from dateline.cli.terminal.records import show_labels
    from dateline.pipeline import page_of

    failed = False
    for source in sources:
        try:
            table = explain(page_of(source, allow_private=allow_private, limit_bytes=limit_bytes))
        except (DatelineError, OSError) as error:
            click.echo(f"dateline: {source}: {told(error).removeprefix(f'{source}: ')}", err=True)
            failed = True
        else:
            show_labels(table, source)
    return 1 if failed else 0
