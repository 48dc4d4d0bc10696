"""Page to Article: headline, byline, dateline, captions and body as one text; furniture taken off, and said why."""

from dateline.article.explain import Explained, explain
from dateline.article.layouter import ArticleLayouter
from dateline.article.recurring import RecurringLines

__all__ = ["ArticleLayouter", "Explained", "RecurringLines", "explain"]
