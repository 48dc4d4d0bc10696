"""Where each page is, and the keys that lists are found by: the same in a folder and on a server."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote, urlsplit

from dateline.record import Entity, Mention, Place, Quotation, Record, Span
from dateline.typesetting import href

FRONT = "index.html"
LONGEST_KEY = 80
"""Characters: a name that is longer has no page of its own."""

_FRAGMENT_WORDS = 4
"""Words at each end of a sentence that a text fragment names: enough to be there once."""


def article_path(record_id: str) -> str:
    """Return where a record's article page is."""
    return f"articles/{record_id}.html"


def story_path(story_id: str) -> str:
    """Return where a story's page is."""
    return f"stories/{story_id}.html"


def section_path(section: str) -> str:
    """Return where a section's page is: its letters and digits, and where those are few a digest of its name."""
    plain = unicodedata.normalize("NFKD", section.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-")
    digest = hashlib.sha256(section.casefold().encode()).hexdigest()[:8]
    return f"sections/{stem}-{digest}.html" if stem != section.casefold() else f"sections/{stem}.html"


def speaker_path(key: str, number: int | None = None) -> str:
    """Return where a page of what a speaker said is."""
    return numbered(f"speakers/{key}.html", number)


def place_path(place: Place) -> str:
    """Return where a place's page is."""
    return f"places/{place_key(place)}.html"


def source_path(key: str) -> str:
    """Return where a source's card is."""
    return f"sources/{key}.html"


def numbered(path: str, number: int | None) -> str:
    """Return where a page of a list is; None is the first one.

    >>> numbered("events.html", 2)
    'events.2.html'
    """
    return path if number is None else path.removesuffix(".html") + f".{number}.html"


def key_of(name: str) -> str | None:
    """Return a name as a key: its words without case and accents; None where that leaves nothing, or too much.

    >>> key_of("Hanna Brzóza"), key_of("?!")
    ('hanna-brzoza', None)
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    key = "-".join(re.findall(r"[^\W_]+", plain.casefold()))
    return key if 0 < len(key) <= LONGEST_KEY else None


def speaker_key(record: Record, quotation: Quotation) -> str | None:
    """Return the key of who said it; None where no full name says who that is.

    A person's surname alone is many people's: only a name of two words or more has a page. An
    organisation's may be one word.
    """
    if quotation.speaker is None:
        return None
    entity = None if quotation.speaker.entity is None else record.by_id.get(quotation.speaker.entity)
    if not isinstance(entity, Entity) or entity.type not in {"person", "organisation"} or not _named(record, entity):
        return None
    name = entity.name.of(record.text)
    return None if entity.type == "person" and len(name.split()) < 2 else key_of(name)


def _named(record: Record, entity: Entity) -> bool:
    mentions = (record.by_id.get(each) for each in entity.mentions)
    return any(isinstance(m, Mention) and m.form == "name" and m.span.overlaps(entity.name) for m in mentions)


def place_key(place: Place) -> str:
    """Return a place's id as a key.

    >>> place_key(Place(id="geonames:3099434", name="Gdańsk", latitude=54.4, longitude=18.7, type="city"))
    'geonames-3099434'
    """
    return place.id.replace(":", "-", 1)


def source_name(record: Record) -> str | None:
    """Return who published a record: the publisher it states, else the host of its address."""
    if record.article.publisher is not None:
        return record.article.publisher.value
    try:
        return urlsplit(record.page.url or "").hostname
    except ValueError:
        return None


def source_key(record: Record) -> str | None:
    """Return the key of a record's source; None where nothing says who published it."""
    name = source_name(record)
    return None if name is None else key_of(name)


def anchor(record: Record, span: Span) -> str:
    """Return the id, in the article's page, of the sentence that holds a span's start, else of its block."""
    for sentence in record.sentences:
        if sentence.span.start <= span.start < sentence.span.end:
            return sentence.id
    block = record.article.block_at(span.start)
    return f"block-{block.span.start}" if block is not None else "article"


def original(record: Record, span: Span) -> str | None:
    """Return the sentence's address on the original page, as a text fragment (WICG); None without a safe address."""
    address = href(record.page.url)
    if address is None or "#" in address:
        return address
    words = sentence_at(record, span).of(record.text).split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return f"{address}#:~:text={_encoded(words)}"
    return f"{address}#:~:text={_encoded(words[:_FRAGMENT_WORDS])},{_encoded(words[-_FRAGMENT_WORDS:])}"


def _encoded(words: list[str]) -> str:
    # The dash and the comma are the fragment's own signs.
    return quote(" ".join(words).encode("utf-8", "replace"), safe="").replace("-", "%2D")


def sentence_at(record: Record, span: Span) -> Span:
    """Return the sentence that holds a span's start; the span itself where none does."""
    return next((s.span for s in record.sentences if s.span.start <= span.start < s.span.end), span)
