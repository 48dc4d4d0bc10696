"""The day's edition as an e-mail: plain text and HTML, each line with the address of what it stands on."""

from __future__ import annotations

import hashlib
import re
from email.message import EmailMessage
from email.utils import format_datetime
from textwrap import fill

from dateline.edition.lines import Source
from dateline.edition.pages import template
from dateline.edition.paths import story_path
from dateline.edition.ranking import moment
from dateline.edition.references import Whole
from dateline.edition.rows import StoryRow, story_row

STORIES = 20
"""Stories of one mail: what can be read over a cup of tea. The edition has the others."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def edition_mail(source: Source, *, sender: str, receiver: str, since: str | None = None) -> EmailMessage:
    """Return the edition as a multipart message.

    Only stories with a report after ``since`` (ISO 8601) if that is given. Addresses lead to the edition where
    its own address is known, else to the original pages. The same edition gives the same bytes.
    """
    after = moment(since)
    ranked = [
        story for story in source.ranked()
        if after is None or ((latest := moment(story.latest)) is not None and latest > after)
    ][:STORIES]  # fmt: skip
    rows = [
        story_row(story, source.weight(story), [source.records[family.representative] for family in story.families])
        for story in ranked
    ]
    message = EmailMessage()
    day = source.said(Whole("day"))
    message["Subject"] = _line(f"{source.title}, {day}: {rows[0].headline}" if rows else f"{source.title}, {day}")
    message["From"] = _line(sender)
    message["To"] = _line(receiver)
    when = moment(source.now)
    if when is not None:
        message["Date"] = format_datetime(when)
    message.set_content(_text(source, rows, day))
    html = template("mail.html").render(title=source.title, day=day, rows=rows, address=_address, source=source)
    message.add_alternative(html, subtype="html")
    digest = hashlib.sha256(html.encode("utf-8", "replace")).hexdigest()
    message["Message-ID"] = f"<{digest[:32]}@dateline.invalid>"
    message.set_boundary(f"dateline-{digest[32:]}")
    return message


def _line(text: str) -> str:
    """A header of one line: a headline with a line break in it must not begin a header of its own."""
    return _CONTROL.sub(" ", text).encode("utf-8", "replace").decode()


def _address(source: Source, row: StoryRow) -> str | None:
    return f"{source.base}{story_path(row.story)}" if source.base else row.address


def _text(source: Source, rows: list[StoryRow], day: str) -> str:
    parts = [f"{source.title}\n{day}"]
    for row in rows:
        lines = [_wrapped(row.headline)]
        if row.words and row.words != row.headline:
            lines.append(_wrapped(row.words))
        differ = ", accounts differ" if row.accounts_differ else ""
        lines.append(f"{_reports(row)}{differ}" + (f" · {row.publisher}" if row.publisher else ""))
        address = _address(source, row)
        if address:
            lines.append(address)
        parts.append("\n".join(lines))
    parts.append("You are up to date." if rows else "Nothing new. You are up to date.")
    if source.contact:
        parts.append(f"To correct something, or to have your pages left out, write to {source.contact}")
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace").decode()


def _reports(row: StoryRow) -> str:
    one = f"{row.independent_reports} independent report{'' if row.independent_reports == 1 else 's'}"
    if not row.copied_reports:
        return one
    return f"{one}, {row.copied_reports} {'copy' if row.copied_reports == 1 else 'copies'}"


def _wrapped(text: str) -> str:
    return fill(" ".join(text.split()), 74)
