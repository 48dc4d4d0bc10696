"""At the door: bytes, files and addresses to pages."""

from dateline.intake.addresses import Resolver, is_public
from dateline.intake.fetching import REDIRECTS, TIMEOUT_SECONDS, USER_AGENT, fetch_page
from dateline.intake.pages import LIMIT_BYTES, page_from_bytes, page_from_file, page_from_stream

__all__ = [
    "LIMIT_BYTES",
    "REDIRECTS",
    "TIMEOUT_SECONDS",
    "USER_AGENT",
    "Resolver",
    "fetch_page",
    "is_public",
    "page_from_bytes",
    "page_from_file",
    "page_from_stream",
]
