"""Which encoding a page's bytes are in: what says so, and what they look like where nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from dateline.intake.detection import detected_codec, sample_of
from dateline.record.page import EncodingSource

PRESCAN_BYTES = 16_384
"""How far a declaration in the markup is looked for. The standard asks for 1,024 at least; pages that
put scripts first declare later, and browsers then start again."""

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_SPACE = b"\t\n\x0c\r "
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*(=?[^\t\n\f\r />=]+|=)[\t\n\f\r ]*"
    rb"(?:=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r >\"'][^\t\n\f\r >]*)?))?"
)
_TAG = re.compile(rb"</?([a-zA-Z][^\t\n\f\r >]*)")
_CHARSET = re.compile(rb"charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r ;\"']+))", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding[\t\n\f\r ]*=[\t\n\f\r ]*[\"']([^\"'>]{1,60})")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")


def find_encoding(content: bytes, *, charset: str | None, markup: bool) -> tuple[str, EncodingSource]:
    """Return the codec that reads the bytes, as Python spells it, and what told it.

    Byte order mark, HTTP header (``charset``), declaration in the markup (if it is ``markup``),
    then detection; a label that nobody knows is passed over.

    Method: WHATWG HTML, 13.2.3.2 "Determining the character encoding", with one difference: a
    declaration in the markup gives way to bytes that are UTF-8 throughout and hold some characters
    outside ASCII. A page that was saved anew in UTF-8 often keeps its old declaration, and text in
    another encoding is not valid UTF-8 by chance.
    """
    if codec := byte_order_mark(content):
        return codec, "bom"
    if codec := codec_of(charset):
        return codec, "header"
    if markup and (codec := declared_in_markup(content[:PRESCAN_BYTES])):
        if codec != "utf-8" and _is_utf8(content, at_least=2):
            return "utf-8", "detected"
        return codec, "meta"
    return _detected(content)


def byte_order_mark(content: bytes) -> str | None:
    """Return the codec that a byte order mark at the start names."""
    return next((codec for mark, codec in _BYTE_ORDER_MARKS if content.startswith(mark)), None)


def codec_of(label: str | None) -> str | None:
    """Return the Python codec for an encoding's label; None for one that the standard does not know.

    >>> codec_of(" ISO-8859-1")
    'cp1252'
    """
    return None if label is None else _labels().get(label.strip("\t\n\f\r ").lower())


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    table = resources.files("dateline.resources").joinpath("data/intake/encodings.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {label: codec for label, _, codec in rows}


def declared_in_markup(head: bytes) -> str | None:
    """Return the codec that a meta element or an XML declaration names.

    Method: WHATWG HTML, "Prescan a byte stream to determine its encoding".
    """
    at = 0
    while (at := head.find(b"<", at)) >= 0:
        if head.startswith(b"<!--", at):
            end = head.find(b"-->", at + 2)
            if end < 0:
                return None
            at = end + 3
        elif tag := _TAG.match(head, at):
            attributes = list(_attributes(head, tag.end()))
            if tag[0].lower() == b"<meta" and (codec := _of_meta([pair for pair, _ in attributes])):
                return codec
            at = attributes[-1][1] if attributes else tag.end()
        elif head.startswith((b"<!", b"</", b"<?"), at):
            if (xml := _XML_ENCODING.match(head, at)) and (codec := codec_of(xml[1].decode("ascii", "replace"))):
                return _not_utf16(codec)
            end = head.find(b">", at)
            if end < 0:
                return None
            at = end + 1
        else:
            at += 1
    return None


def _attributes(head: bytes, at: int) -> Iterator[tuple[tuple[bytes, bytes], int]]:
    """Yield ((name, value), end) of a tag's attributes, names in lower case."""
    while found := _ATTRIBUTE.match(head, at):
        at = found.end()
        yield (found[1].lower(), found[2] or found[3] or found[4] or b""), at


def _of_meta(attributes: list[tuple[bytes, bytes]]) -> str | None:
    first: dict[bytes, bytes] = {}
    for name, value in attributes:
        first.setdefault(name, value)
    if b"charset" in first:
        return _of_label(first[b"charset"])
    if first.get(b"http-equiv", b"").lower() == b"content-type":
        found = _CHARSET.search(first.get(b"content", b""))
        return _of_label(found[1] or found[2] or found[3] or b"") if found else None
    return None


def _of_label(label: bytes) -> str | None:
    codec = codec_of(label.decode("ascii", "replace"))
    return None if codec is None else _not_utf16(codec)


def _not_utf16(codec: str) -> str:
    """A declaration that can be read byte by byte is not in UTF-16, whatever it says."""
    return "utf-8" if codec.startswith("utf-16") else codec


def _detected(content: bytes) -> tuple[str, EncodingSource]:
    if content.isascii():
        return ("iso2022_jp", "detected") if _ISO_2022_JP.search(content) else ("utf-8", "default")
    if wide := utf16_by_nulls(content):
        return wide, "detected"
    if _is_utf8(content, at_least=1) or _is_damaged_utf8(content):
        return "utf-8", "detected"
    sample = sample_of(content)
    codec = detected_codec(sample) or _by_statistics(sample)
    return (codec, "detected") if codec else ("cp1252", "default")


def utf16_by_nulls(content: bytes) -> str | None:
    """Return the UTF-16 codec for bytes of which every other one is mostly NUL, as in Latin text."""
    head = content[:1024]
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _is_utf8(content: bytes, *, at_least: int) -> bool:
    """Say whether the bytes are UTF-8 with so many characters outside ASCII."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(content) - len(text) >= at_least


def _is_damaged_utf8(content: bytes) -> bool:
    """Say whether the bytes are UTF-8 but for a few: a page cut in the middle, an odd byte pasted in."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad * 20 <= len(text) - len(text.encode("ascii", "ignore")) - bad


def _by_statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_codecs_to_try()).best()
    if best is None:
        return None
    return codec_of(best.encoding.replace("_", "-")) or _by_python_name().get(best.encoding)


@lru_cache(maxsize=1)
def _by_python_name() -> dict[str, str]:
    """The codecs of the table by the names that charset-normalizer gives them."""
    from encodings.aliases import aliases

    return {aliases.get(codec.replace("-", "_"), codec.replace("-", "_")): codec for codec in set(_labels().values())}


@lru_cache(maxsize=1)
def _codecs_to_try() -> list[str]:
    return sorted(name for name, codec in _by_python_name().items() if not codec.startswith("utf"))
