"""What was captured: the bytes of a page and how they came."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

MediaType = Literal["text/html", "text/plain"]

EncodingSource = Literal["bom", "header", "meta", "detected", "given", "default"]


class PageReference(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A captured page, without its bytes: enough to find them and to know them again."""

    digest: str
    """SHA-256 of the bytes, 64 hex digits."""
    media_type: MediaType
    encoding: str
    """Name of the codec the bytes are read with, as Python spells it."""
    encoding_source: EncodingSource = "default"
    """What told the encoding."""
    size_bytes: int
    url: str | None = None
    """Where it was asked for; None for a file without a known address."""
    final_url: str | None = None
    """Where it was found, if redirects led elsewhere."""
    name: str | None = None
    """What the user called it: a file name, or "-" for standard input."""
    fetched_at: str | None = None
    """When it was captured, ISO 8601 with zone; None where nobody noted it."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was captured: bytes that are never edited, and what is known about them."""

    content: bytes
    media_type: MediaType
    encoding: str
    encoding_source: EncodingSource = "default"
    url: str | None = None
    final_url: str | None = None
    name: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Response headers in the order received, names in lower case."""
    fetched_at: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """The bytes decoded: what can't be decoded is U+FFFD, NULs and lone surrogates too.

        Line ends are left as they are.
        """
        text = self.content.decode(self.encoding, "replace")
        if "\x00" in text:
            text = text.replace("\x00", "\ufffd")
        try:
            text.encode()
        except UnicodeEncodeError:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text.removeprefix("\ufeff")

    def reference(self) -> PageReference:
        """Return the page without its bytes and headers."""
        return PageReference(
            digest=self.digest,
            media_type=self.media_type,
            encoding=self.encoding,
            encoding_source=self.encoding_source,
            size_bytes=len(self.content),
            url=self.url,
            final_url=self.final_url,
            name=self.name,
            fetched_at=self.fetched_at,
        )
