"""Which statement stands for each field, and which ones lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from msgspec import structs

from dateline.article.bylines import Shown
from dateline.article.date_lines import DateLine
from dateline.article.names import fold
from dateline.article.statements import Statements
from dateline.record.article import Metadatum

_TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,2}$")


@dataclass(slots=True)
class Visible:
    """What the visible text says: words with their element path and, where laid, their span."""

    bylines: list[Metadatum] = field(default_factory=list)
    dates: list[DateLine] = field(default_factory=list)
    """In reading order."""
    sections: list[Metadatum] = field(default_factory=list)
    authors: list[Metadatum] = field(default_factory=list)
    """Names that a link or an element marks as the author's, in the head."""
    helpers: list[Metadatum] = field(default_factory=list)
    """Lines in the head that name photographers, editors, reviewers."""
    elsewhere: list[Metadatum] = field(default_factory=list)
    """Other lines with "by"."""
    beside: list[Metadatum] = field(default_factory=list)
    """What stands beside a date under the headline, and bare names there."""

    @property
    def shown(self) -> Shown:
        """What the lines say of the authors."""
        return Shown(self.bylines, self.helpers, self.authors, self.elsewhere, self.beside)


Alternatives = list[tuple[str, Metadatum]]


def choose_language(statements: Statements, text: str) -> Metadatum | None:
    """Return the language: as stated where that is a language tag, else guessed from the text."""
    for statement in statements.of("language"):
        match = _TAG.match(statement.value)
        if match is not None and match[1].lower() not in {"und", "xx", "mul"}:
            parts = re.split("[-_]", statement.value)
            tag = "-".join([parts[0].lower(), *(p.upper() if len(p) == 2 else p for p in parts[1:])])
            return Metadatum(value=tag, source=statement.source, raw=statement.raw, path=statement.path)
    return detected_language(text)


def detected_language(text: str) -> Metadatum | None:
    """Return a guess at the language of a text of at least 60 letters; None for less."""
    sample = text[:3000]
    if sum(map(str.isalpha, sample)) < 60:
        return None
    from py3langid import langid

    language, _ = langid.classify(sample)
    return Metadatum(value=language, source="detected", raw=sample[:60])


def access_flags(statements: Statements) -> tuple[str, ...]:
    """Return a sentence where the page states that its article is not, or not always, free to read."""
    free, tier = statements.first("free"), statements.first("tier")
    if free is not None and free.value.strip().lower() in {"false", "no", "0"}:
        return ("the page states that the article is not free to read",)
    if tier is not None and tier.value.strip().lower() == "locked":
        return ("the page states that the article is for subscribers",)
    if tier is not None and tier.value.strip().lower() == "metered":
        return ("the page states that the article is free for a number of visits only",)
    return ()


def choose_sections(statements: Statements, visible: Visible) -> tuple[Metadatum, ...]:
    """Return the sections as the page names them, each once."""
    found: dict[str, Metadatum] = {}
    for statement in statements.of("section") + visible.sections:
        for part in statement.value.split(",") if statement.source != "visible" else [statement.value]:
            value = part.strip(" /|#")
            if 2 <= len(value) <= 60 and "://" not in value:
                found.setdefault(fold(value), structs.replace(statement, value=value))
    return tuple(found.values())[:8]
