"""How much of an article a page holds, with the reason in words."""

from __future__ import annotations

import re

from dateline.record.article import Completeness

_ERRORS = (
    (
        re.compile(r"\b(?:404|page not found|seite nicht gefunden|page can't be found)\b", re.IGNORECASE),
        "an error page: the article was not found",
    ),
    (
        re.compile(r"\b(?:403|access denied|forbidden|you have been blocked)\b", re.IGNORECASE),
        "an error page: access was denied",
    ),
    (
        re.compile(r"\b(?:50[0234]|internal server error|bad gateway|service unavailable)\b", re.IGNORECASE),
        "an error page: the server failed",
    ),
    (
        re.compile(r"(?:enable|activate|turn on) javascript|javascript (?:is )?(?:disabled|required)", re.IGNORECASE),
        "the page asks for JavaScript and holds no article without it",
    ),
    (
        re.compile(
            r"are you a (?:robot|human)|captcha|verify (?:that )?you are (?:a )?human|checking your browser",
            re.IGNORECASE,
        ),
        "the page checks for robots and holds no article",
    ),
    (
        re.compile(
            r"(?:accept|use of|uses|with) (?:all )?cookies|consent|cookie (?:policy|settings|preferences)",
            re.IGNORECASE,
        ),
        "a consent page: nothing but a notice on cookies",
    ),
)
SHORT = 900
"""Characters of body under which a page that looks like an error may be one."""

TEASER = 1500
"""Characters of body from which a wall after it is the site's, not the article's.

Being not free and short says nothing alone: of 5 such dev pages all held the whole article.
"""
_WHOLE = re.compile(r"[.!?…。！？:)\]\"'”’»]\s*$")


def error_reason(words: str) -> str | None:
    """Return what kind of page without an article the words show; None where they show none."""
    sample = words[:3000]
    for pattern, reason in _ERRORS:
        if pattern.search(sample) is not None:
            return reason
    return None


def completeness_of(
    *, body: str, page_words: str, title: str, live: bool, stated_free: str | None, asks_to_pay: bool
) -> tuple[Completeness, str | None]:
    """Return the verdict on a page and, unless it is full, why.

    ``asks_to_pay``: a wall or a "continue reading" stands right after the body.
    """
    if not body.strip():
        reason = error_reason(f"{title}\n{page_words}")
        if reason is None:
            reason = "the page holds no words" if not page_words.strip() else "no block of the page reads as an article"
        return "not-an-article", reason
    if live:
        return "live-blog", "the page says that it is a live blog"
    if len(body) < SHORT:
        reason = error_reason(f"{title}\n{body}")
        if reason is not None and (error_reason(title) is not None or len(body) < 300):
            return "not-an-article", reason
    if asks_to_pay and (len(body) < TEASER or _is_cut(body)):
        return "teaser-only", "the text stops at a request to subscribe or read on"
    if (
        stated_free is not None
        and stated_free.strip().lower() in {"false", "no", "0"}
        and len(body) < TEASER
        and _is_cut(body)
    ):
        return "teaser-only", "the page states that it is not free, and its text stops within a sentence"
    return "full", None


def _is_cut(body: str) -> bool:
    """Say whether a text stops within a sentence, or with the dots that stand for the rest."""
    ending = body.rstrip()
    return ending.endswith(("…", "...", "[…]")) or _WHOLE.search(ending[-8:]) is None
