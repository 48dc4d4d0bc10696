"""Every error Dateline raises.

    DatelineError
    ├── RecordError (ValueError)        a record that does not hold together
    │   ├── SpanError                   a span that covers no text, or lies outside it
    │   └── DigestError                 a text that is not the one its annotations were made for
    ├── IntakeError (ValueError)        bytes that can't become a page
    │   ├── PageTooLargeError
    │   ├── FormatError                 not a format that a page can be read from
    │   ├── AddressError                an address that is not fetched: not public, not http
    │   └── FetchError (OSError)        the server, the network or the time limit said no
    │       └── BlockedError            robots.txt or the server does not let this program in
    ├── ResourceError (RuntimeError)    something the package stands on is missing or damaged
    │   ├── LexiconError
    │   ├── GazetteerError
    │   └── ModelError
    ├── PipelineError (ValueError)      parts that do not fit together
    ├── ArchiveError (RuntimeError)     an archive that can't be opened, read or written
    ├── EditionError (ValueError)       an edition that can't be built or does not hold
    ├── GoldError (ValueError)          gold data or predictions that can't be scored
    └── InputError (ValueError)         an argument that can't be used
        └── QueryError                  a search that can't be read

A message is one lower-case sentence: what was wrong (the value itself), where,
and the mend. The facts are attributes too.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error raised on purpose. ``facts`` holds what the message says, by name."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.facts = facts


class RecordError(DatelineError, ValueError):
    """A record that does not hold together."""


class SpanError(RecordError):
    """A span that covers no text, or lies outside the text it points into."""


class DigestError(RecordError):
    """A text that is not the one its annotations were made for."""


class IntakeError(DatelineError, ValueError):
    """Bytes that can't become a page."""


class PageTooLargeError(IntakeError):
    """A page over the size limit."""


class FormatError(IntakeError):
    """Bytes in no format that a page can be read from."""


class AddressError(IntakeError):
    """An address that Dateline does not fetch from."""


class FetchError(IntakeError, OSError):
    """A page that could not be fetched in time, whole, or at all."""


class BlockedError(FetchError):
    """A page that robots.txt or the server asks this program to leave alone."""


class ResourceError(DatelineError, RuntimeError):
    """Something that the package stands on is missing or damaged."""


class LexiconError(ResourceError):
    """A lexicon that is missing, damaged, or does not cover the language."""


class GazetteerError(ResourceError):
    """A gazetteer that is missing or damaged."""


class ModelError(ResourceError):
    """A model that is missing, damaged, or not the one that is expected."""


class PipelineError(DatelineError, ValueError):
    """Parts that do not fit together."""


class ArchiveError(DatelineError, RuntimeError):
    """An archive that can't be opened, read or written."""


class EditionError(DatelineError, ValueError):
    """An edition that can't be built, or does not hold."""


class GoldError(DatelineError, ValueError):
    """Gold data or predictions that can't be scored."""


class InputError(DatelineError, ValueError):
    """An argument that can't be used."""


class QueryError(InputError):
    """A search that can't be read: ``part`` among the facts is the piece of it that is meant."""
