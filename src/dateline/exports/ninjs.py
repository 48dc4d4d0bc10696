"""Records as ninjs 3.1 (IPTC, 2025): one news item a line, as agencies' and newsrooms' systems read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from dateline.record import Metadatum, PublicationTime, Record, Role
from dateline.typesetting import href, wording

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"

_BODY: tuple[Role, ...] = ("body", "subheading", "list", "table", "pull-quote", "embedded-post", "correction", "entry")


def ninjs_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield one item a line, in the order of the records.

    ``uri`` is made from the record's id, so that it is the same again; the page's address stands under
    ``altIds``. Times without an hour or zone are left out, since the format asks for both. People and
    organisations are those that the article names, places those that it means as such.
    """
    for record in records:
        yield msgspec.json.encode(ninjs_item(record)).decode() + "\n"


def ninjs_item(record: Record) -> dict[str, Any]:
    """Return a record as an item; what is not known has no field."""
    article = record.article
    body = "\n\n".join(block.span.of(article.text) for block in article.blocks_of(*_BODY))
    deck = [block.span.of(article.text) for block in article.blocks_of("deck")]
    address = href(record.page.url)
    item: dict[str, Any] = {
        "uri": uuid.uuid5(uuid.NAMESPACE_URL, f"dateline:record:{record.id}").urn,
        "type": "text",
        "representationType": "full" if article.completeness == "full" else "partial",
        "firstCreated": _moment(article.published),
        "versionCreated": _moment(article.modified) or _moment(article.published),
        "pubStatus": "usable",
        "language": article.language.value if article.language else None,
        "title": wording.title_of(record),
        "headlines": [{"role": "main", "contentType": "text/plain", "value": record.headline}]
        if record.headline
        else [],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": words} for words in deck],
        "bodies": [_body(body)] if body else [],
        "by": ", ".join(byline.name.value for byline in article.bylines),
        "located": article.words(article.dateline.place) if article.dateline else None,
        "usageTerms": "; ".join(dict.fromkeys(map(wording.right_in_words, article.rights))),
        "rightsInfo": _linked(article.rights),
        "people": _named(record, "person"),
        "organisations": _named(record, "organisation"),
        "places": _places(record),
        "subjects": _subjects(record),
        "genres": [{"name": record.classification.genre.name}]
        if record.classification and record.classification.genre
        else [],
        "infoSources": [
            {"name": stated.value, "role": role}
            for role, stated in (("publisher", article.publisher), ("agency", article.agency_credit))
            if stated is not None
        ],
        "altIds": [
            {"role": role, "value": value}
            for role, value in (("record", record.id), ("text-sha256", article.digest), ("url", address))
            if value is not None
        ],
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
    }
    return {name: value for name, value in item.items() if value not in (None, "", [])}


def _body(words: str) -> dict[str, Any]:
    return {
        "role": "main",
        "contentType": "text/plain",
        "charCount": len(words),
        "wordCount": len(words.split()),
        "value": words,
    }


def _moment(time: PublicationTime | None) -> str | None:
    """Return a time as RFC 3339 asks for it; None where the page gives no hour or no zone."""
    if time is None or time.precision == "day":
        return None
    try:
        when = datetime.fromisoformat(time.value)
    except ValueError:
        return None
    return None if when.tzinfo is None else when.isoformat(timespec="seconds")


def _named(record: Record, kind: str) -> list[dict[str, str]]:
    names = dict.fromkeys(each.name.of(record.text) for each in record.entities if each.type == kind)
    return [{"name": " ".join(name.split()), "rel": "mentioned"} for name in names]


def _linked(rights: tuple[Metadatum, ...]) -> dict[str, str] | None:
    """Return the address of a licence or policy, where one is given."""
    address = next((found for right in rights if (found := href(right.value))), None)
    return None if address is None else {"linkedRights": address}


def _subjects(record: Record) -> list[dict[str, Any]]:
    """Return the Media Topics that stand, each once, and the names that the site itself has for its sections."""
    found: list[dict[str, Any]] = []
    stand = record.classification.topics if record.classification else ()
    for code in dict.fromkeys(section.code for section in record.sections if section.code in stand):
        voices = [section for section in record.sections if section.code == code]
        topic: dict[str, Any] = {
            "name": voices[0].name,
            "uri": f"http://cv.iptc.org/newscodes/mediatopic/{code}",
            "creator": ", ".join(dict.fromkeys(section.voice for section in voices)),
        }
        sure = [section.confidence for section in voices if section.confidence is not None]
        if sure:
            topic["confidence"] = round(100 * max(sure))
        found.append(topic)
    return found + [{"name": section.value, "creator": "publisher"} for section in record.article.sections]


def _places(record: Record) -> list[dict[str, Any]]:
    known = {each.place.id: each.place for each in record.places if each.place is not None and each.use == "literal"}
    found = []
    for place in known.values():
        item: dict[str, Any] = {"name": wording.place_in_words(place), "rel": "mentioned", "literal": place.id}
        source, _, number = place.id.partition(":")
        if source == "geonames" and number.isdecimal():
            item["uri"] = f"https://sws.geonames.org/{number}/"
        item["geoJSON"] = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
        found.append(item)
    return found
