"""XML from strangers: entities are not expanded, nothing is loaded, depth and size are bounded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dateline.errors import FormatError, PageTooLargeError
from dateline.intake.gzipped import without_gzip

if TYPE_CHECKING:
    from lxml.etree import _Element

DEPTH = 100
"""Elements inside one another; a feed needs about ten, with XHTML inside some thirty."""

LIMIT_BYTES = 20_000_000
"""Limit on a list unpacked: a feed of 100,000 short items is 7 MB."""

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"\{[^{}]*\}")


def safe_tree(content: bytes, where: str) -> _Element:
    """Read XML, forgiving small faults.

    Raises FormatError for what is no XML, declares entities (a bomb, or a way to other files) or
    nests too deeply, and PageTooLargeError above the limit.
    """
    from lxml import etree

    if len(content) > LIMIT_BYTES:
        raise PageTooLargeError(
            f"{where} is larger than {LIMIT_BYTES:,} bytes; give a smaller list", limit_bytes=LIMIT_BYTES
        )
    if _ENTITY.search(_bytewise(content)):
        raise FormatError(f"{where} declares entities, which can hide a bomb; give a list without them", found="ENTITY")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content.lstrip(b"\x00\t\n\r "), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"{where} is no XML ({_reason(error)}); give a feed, sitemap or OPML file") from error
    if root is None:
        raise FormatError(f"{where} is no XML; give a feed, sitemap or OPML file")
    _refuse_deep(root, where)
    return root


def _refuse_deep(root: _Element, where: str) -> None:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH:
            raise FormatError(
                f"{where} nests elements more than {DEPTH} deep, which no list needs; give a sound one", depth=DEPTH
            )


def _bytewise(content: bytes) -> bytes:
    """Return content with ASCII readable byte by byte: of UTF-16 and UTF-32 without the NULs."""
    return content.replace(b"\x00", b"") if b"\x00" in content[:200] else content


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def name_of(element: Any) -> str:
    """Return an element's name without its namespace, in lower case; "" for what is no element."""
    tag = element.tag
    return _TAG.sub("", tag).lower() if isinstance(tag, str) else ""


def text_of(element: Any) -> str | None:
    """Return an element's own text, trimmed; None where there is none."""
    return (element.text or "").strip() or None


def unpacked_list(content: bytes, where: str) -> bytes:
    """Return a list out of its gzip (sitemaps come as .xml.gz); other bytes as they are. Raises as ``without_gzip``."""
    return without_gzip(content, where, limit_bytes=LIMIT_BYTES)
