"""The room's one part: a page in, its article out."""

from __future__ import annotations

from dateline.article.html import lay_html
from dateline.article.model import BlockModel, block_model, line_model
from dateline.article.plain import lay_plain
from dateline.article.recurring import RecurringLines
from dateline.record.article import Article
from dateline.record.page import Page

NAME = "article/1"


class ArticleLayouter:
    """Lays the article of an HTML page, or of text that another tool scraped.

    Never fails for what a page holds: a page without an article comes back with an empty text and
    the reason in ``completeness_reason``.
    """

    name = NAME

    def __init__(
        self,
        blocks: BlockModel | None = None,
        lines: BlockModel | None = None,
        recurring: RecurringLines | None = None,
    ) -> None:
        """``recurring`` remembers the other pages of one source, for scraped texts of that source alone."""
        self._block_model = block_model() if blocks is None else blocks
        self._line_model = line_model() if lines is None else lines
        self.resources: tuple[tuple[str, str], ...] = tuple(
            (model.name, model.digest) for model in (self._block_model, self._line_model)
        )
        self._recurring = recurring
        if recurring is not None:
            self.resources += ((f"recurring-lines/{recurring.pages}-pages", recurring.digest),)

    def __call__(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Article:
        """Return the article.

        ``published`` (an ISO 8601 day, or day and time) stands above what the page says; ``zone``
        is an IANA name for the publisher's clock.
        """
        if page.media_type == "text/plain":
            return lay_plain(
                page, self._line_model, made_by=NAME, published=published, zone=zone, recurring=self._recurring
            )
        return lay_html(page, self._block_model, made_by=NAME, published=published, zone=zone)
