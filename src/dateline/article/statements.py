"""What a page states about its article in its own metadata, each statement with its evidence.

JSON-LD, OpenGraph and other <meta> elements, <link>, <title>, <html lang>. Visible text is read
elsewhere; which statement stands is decided in the modules of the fields.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import msgspec
from selectolax.lexbor import LexborHTMLParser

from dateline.record.article import MetadataSource, Metadatum

MAX_SCRIPTS = 30
MAX_SCRIPT_CHARACTERS = 2_000_000
MAX_META = 600
MAX_OBJECTS = 3_000
MAX_RAW = 500
"""Bounds on what is read; a statement's raw words are cut there."""

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|OpinionNewsArticle|Recipe|Story)$")
_META_FIELDS = {
    "og:title": "headline", "twitter:title": "headline", "dc.title": "headline", "parsely-title": "headline",
    "sailthru.title": "headline", "dcterms.title": "headline", "title": "headline", "headline": "headline",
    "og:description": "description", "description": "description", "twitter:description": "description",
    "author": "author", "article:author": "author", "article:author_name": "author", "parsely-author": "author",
    "sailthru.author": "author", "dc.creator": "author", "dcterms.creator": "author", "byl": "author",
    "dc.contributor": "author", "citation_author": "author", "og:article:author": "author",
    "cxenseparse:author": "author",
    "article:published_time": "published", "og:article:published_time": "published", "parsely-pub-date": "published",
    "sailthru.date": "published", "date": "published", "dc.date": "published", "dc.date.issued": "published",
    "dcterms.created": "published", "dcterms.date": "published", "pubdate": "published", "publishdate": "published",
    "publish-date": "published", "publish_date": "published", "citation_date": "published",
    "datepublished": "published", "published": "published",
    "citation_publication_date": "published", "article.published": "published",
    "cxenseparse:recs:publishtime": "published",
    "og:published_time": "published", "article:published": "published",
    "published_time": "published",
    "originalpublicationdate": "published", "last-modified": "modified", "rnews:datepublished": "published",
    "article:modified_time": "modified", "og:updated_time": "modified", "dcterms.modified": "modified",
    "datemodified": "modified", "lastmod": "modified", "revised": "modified",
    "article:section": "section", "og:article:section": "section", "parsely-section": "section", "section": "section",
    "cxenseparse:category": "section",
    "og:site_name": "publisher", "application-name": "publisher", "article:publisher_name": "publisher",
    "dc.publisher": "publisher", "twitter:site": "handle", "twitter:creator": "creator-handle",
    "og:locale": "language", "content-language": "language", "dc.language": "language", "language": "language",
    "article:content_tier": "tier",
    "og:type": "type", "og:url": "canonical", "robots": "rights", "tdm-reservation": "rights", "tdm-policy": "rights",
    "copyright": "copyright", "dc.rights": "rights", "dcterms.rights": "rights",
}  # fmt: skip
_ITEM_FIELDS = {
    "datePublished": "published", "dateModified": "modified", "dateCreated": "created", "headline": "headline",
    "articleSection": "section", "isAccessibleForFree": "free",
}  # fmt: skip
_RESERVATION = re.compile(r"\b(?:noindex|none|noarchive|nosnippet|noai|noimageai)\b|max-snippet:\s*0\b")
_ROBOT = re.compile(r"robots|[a-z-]*bot(?:-[a-z]+)?|google-extended|applebot-extended|anthropic-ai")
"""Names of <meta> elements whose content is for robots, all or one."""
_SCRIPT_TIME = re.compile(
    r"(?:datePublished|publishedAt|published_at|publishDate|publish_date|publicationDate|pubDate|firstPublished)"
    r"\\?[\"']?\s{0,2}[:=]\s{0,2}\\?[\"'](\d{4}-\d\d-\d\d(?:T[\d:.+Z-]{5,25})?)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f]+")


@dataclass(slots=True)
class Statements:
    """All statements by field, in the order in which the page makes them within each source."""

    by_field: dict[str, list[Metadatum]] = field(default_factory=dict)
    body: str = ""
    """articleBody of JSON-LD, where the page has one."""
    keywords: tuple[str, ...] = ()

    def of(self, name: str) -> list[Metadatum]:
        """Return the statements about a field."""
        return self.by_field.get(name, [])

    def first(self, name: str) -> Metadatum | None:
        """Return the first statement about a field."""
        found = self.by_field.get(name)
        return found[0] if found else None

    def add(self, name: str, value: object, source: MetadataSource, path: str) -> None:
        """Add a statement if it says anything."""
        raw = value if isinstance(value, str) else str(value)
        text = " ".join(html.unescape(raw[:20_000]).split()) if "&" in raw else " ".join(raw[:20_000].split())
        if text:
            self.by_field.setdefault(name, []).append(
                Metadatum(value=text, source=source, raw=raw[:MAX_RAW], path=path)
            )


def page_statements(tree: LexborHTMLParser, url: str | None, headers: tuple[tuple[str, str], ...] = ()) -> Statements:
    """Read everything that the page, and the answer it came with, state about its article."""
    found = Statements()
    _read_linked_data(tree, found)
    _read_meta(tree, found, url)
    for name, value in headers[:MAX_META]:
        reserves = name == "x-robots-tag" and _RESERVATION.search(value.lower()) is not None
        if reserves or (name in {"tdm-reservation", "tdm-policy"} and _reserves(name, value)):
            found.add("rights", value, "header", name)
    if not found.of("published"):
        for script in tree.css("script:not([src])")[:60]:
            words = script.text()[:200_000]
            folded = words.lower()
            match = _SCRIPT_TIME.search(words) if "publi" in folded or "pubdate" in folded else None
            if match is not None:
                found.add("script-time", match[1], "meta", "script")
                break
    title = tree.css_first("head > title") or tree.css_first("title")
    if title is not None:
        found.add("title", title.text(), "meta", "head/title")
    root = tree.css_first("html")
    if root is not None:
        language = root.attributes.get("lang") or root.attributes.get("xml:lang")
        if language:
            found.by_field.setdefault("language", []).insert(
                0, Metadatum(value=language.strip(), source="meta", raw=language[:MAX_RAW], path="html/@lang")
            )
    return found


def _read_meta(tree: LexborHTMLParser, found: Statements, url: str | None) -> None:
    for element in tree.css("meta[content]")[:MAX_META]:
        attributes = element.attributes
        content = attributes.get("content")
        if not content or not content.strip():
            continue
        name = attributes.get("property") or attributes.get("name") or attributes.get("http-equiv")
        item = attributes.get("itemprop")
        if name:
            key = name.strip().lower()
            name_of_field = _META_FIELDS.get(key) or ("rights" if _ROBOT.fullmatch(key) else None)
            if name_of_field is None and key.endswith((".author", ":author", "-author", "_author", "author_name")):
                name_of_field = "author"
            if name_of_field is None or (name_of_field == "rights" and not _reserves(key, content)):
                continue
            source: MetadataSource = "opengraph" if key.startswith(("og:", "article:")) else "meta"
            if name_of_field == "canonical":
                content = urljoin(url or "", content.strip())
            found.add(name_of_field, content, source, f'meta[name="{key}"]')
        elif item in _ITEM_FIELDS:
            found.add(_ITEM_FIELDS[item], content, "microdata", f"meta/@itemprop={item}")
    link = tree.css_first('link[rel="canonical"]')
    if link is not None:
        href = link.attributes.get("href")
        if href and href.strip():
            found.by_field.setdefault("canonical", []).insert(
                0,
                Metadatum(
                    value=_joined(url, href.strip()), source="meta", raw=href[:MAX_RAW], path='link[rel="canonical"]'
                ),
            )


def _joined(url: str | None, href: str) -> str:
    try:
        return urljoin(url or "", href)
    except ValueError:
        return href


def _reserves(name: str, content: str) -> bool:
    if _ROBOT.fullmatch(name) is not None:
        return _RESERVATION.search(content.lower()) is not None
    return not (name == "tdm-reservation" and content.strip() == "0")


def _read_linked_data(tree: LexborHTMLParser, found: Statements) -> None:
    candidates: list[tuple[int, Mapping[str, Any], str]] = []
    site: list[tuple[Mapping[str, Any], str]] = []
    named: dict[str, Mapping[str, Any]] = {}
    scripts = tree.css('script[type="application/ld+json"]')[:MAX_SCRIPTS]
    for number, script in enumerate(scripts, start=1):
        data = _json(script.text())
        for value, path in _objects(data, f"json-ld[{number}]"):
            identity = value.get("@id")
            if isinstance(identity, str) and len(value) > 1:
                named.setdefault(identity, value)
            kinds = _strings(value.get("@type"))
            if any(_ARTICLE_TYPES.search(kind) for kind in kinds) and ("headline" in value or "datePublished" in value):
                candidates.append((_nesting(path), value, path))
            elif any(kind in {"WebSite", "NewsMediaOrganization", "Organization"} for kind in kinds):
                site.append((value, path))
            elif "WebPage" in kinds and "datePublished" in value:
                candidates.append((50 + _nesting(path), value, path))
    candidates.sort(key=lambda entry: entry[0])
    for _, value, path in candidates[:1]:
        _read_object(value, path, found, named)
    for nesting, value, path in candidates[1:]:
        # A live page may state the story first and the live blog that it is beside it.
        if nesting == candidates[0][0] and "LiveBlogPosting" in _strings(value.get("@type")):
            found.add("type", "LiveBlogPosting", "json-ld", f"{path}.@type")
            break
    for value, path in site[:3]:
        name = value.get("name")
        if isinstance(name, str):
            found.add("site", name, "json-ld", f"{path}.name")


def _nesting(path: str) -> int:
    return path.count(".")


def _read_object(
    value: Mapping[str, Any], path: str, found: Statements, named: Mapping[str, Mapping[str, Any]]
) -> None:
    for key, name in (
        ("headline", "headline"), ("datePublished", "published"), ("dateModified", "modified"),
        ("dateCreated", "created"), ("articleSection", "section"), ("inLanguage", "language"),
        ("description", "description"), ("alternativeHeadline", "alternative-headline"),
        ("usageInfo", "rights"), ("license", "rights"), ("isAccessibleForFree", "free"),
    ):  # fmt: skip
        for text in _strings(value.get(key))[:20]:
            found.add(name, text, "json-ld", f"{path}.{key}")
    if "headline" not in value:
        for text in _strings(value.get("name"))[:1]:
            found.add("headline", text, "json-ld", f"{path}.name")
    for kind in _strings(value.get("@type")):
        found.add("type", kind, "json-ld", f"{path}.@type")
    for key in ("author", "creator"):
        people = value.get(key)
        for number, person in enumerate(people if isinstance(people, list) else [people]):
            _read_person(person, f"{path}.{key}[{number}]", found, named)
        if found.of("author"):
            break
    for number, publisher in enumerate(_list(value.get("publisher"))[:2]):
        known = _resolved(publisher, named)
        for text in _strings(known.get("name") if isinstance(known, Mapping) else known)[:1]:
            found.add("publisher", text, "json-ld", f"{path}.publisher[{number}].name")
    body = value.get("articleBody")
    if isinstance(body, str):
        found.body = body[:400_000]


def _read_person(person: object, path: str, found: Statements, named: Mapping[str, Mapping[str, Any]]) -> None:
    person = _resolved(person, named)
    if isinstance(person, str):
        found.add("author", person, "json-ld", path)
    elif isinstance(person, Mapping):
        kinds = _strings(person.get("@type"))
        for text in _strings(person.get("name"))[:8]:
            found.add("author", text, "json-ld", f"{path}.name" + ("(Organization)" if "Organization" in kinds else ""))


def _resolved(value: object, named: Mapping[str, Mapping[str, Any]]) -> object:
    if isinstance(value, Mapping) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _strings(value: object) -> list[str]:
    """Return the strings, numbers and truth values in a value or a list of values."""
    found = []
    for entry in _list(value):
        inner = entry.get("@value", entry.get("name")) if isinstance(entry, Mapping) else entry
        if isinstance(inner, str):
            found.append(inner)
        elif isinstance(inner, (bool, int, float)):
            found.append(str(inner))
    return found


def _objects(data: object, path: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the objects in a value, outer ones first, with their paths; at most MAX_OBJECTS."""
    waiting = [(data, path)]
    for _ in range(MAX_OBJECTS):
        if not waiting:
            return
        value, where = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend((inner, f"{where}[{number}]") for number, inner in enumerate(value[:200]))
        elif isinstance(value, Mapping):
            yield value, where
            waiting.extend(
                (inner, f"{where}.{key}") for key, inner in value.items() if isinstance(inner, (list, Mapping))
            )


def _json(text: str) -> object:
    """Return the value of a script, None where it is not JSON even with its control characters taken out."""
    text = text[:MAX_SCRIPT_CHARACTERS].strip()
    text = text.removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass  # most often a line break inside a string, which the slower reader lets pass
    for attempt in (text, _CONTROL.sub(" ", text).rstrip(";, ")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
