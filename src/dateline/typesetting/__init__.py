"""What every page that goes out shares: words for findings, marked text, the look.

``exports`` and ``edition`` both stand on it and may not import one another, so it lies below them.
It knows records and nothing above them.
"""

from dateline.typesetting.environment import environment, stylesheet
from dateline.typesetting.escaping import href, shown, words_of
from dateline.typesetting.marked import marked_words

__all__ = ["environment", "href", "marked_words", "shown", "stylesheet", "words_of"]
