"""dateline compare"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from dateline.cli.pages import page_options, read_pages


@click.command()
@page_options
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as one JSON object.")
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write both articles side by side as one self-contained page.")  # fmt: skip
@click.pass_obj
def command(
    obj: dict[str, bool], /, *, sources: tuple[str, ...], as_json: bool, html_file: Path | None, **options: Any
) -> int:
    """Show what two pages share: kept, cut, added and changed, and which of them had it first."""
    from dateline.stories import compare

    if len(sources) != 2:
        raise click.UsageError(f"give two pages, not {len(sources)}")
    left, right = (result.record for result in read_pages(sources=sources, quiet=obj["quiet"], **options))
    if left is None or right is None:
        return 2
    comparison = compare(left, right)
    if as_json:
        click.echo(msgspec.json.encode(comparison))
    elif html_file is None:
        from dateline.cli.terminal.comparison import show_comparison

        show_comparison(comparison, left, right, sources)
    if html_file is not None:
        from dateline.exports import comparison_html

        html_file.write_text(comparison_html(comparison, left, right), encoding="utf-8")
        if not obj["quiet"]:
            click.echo(f"wrote {html_file}", err=True)
    return 0
