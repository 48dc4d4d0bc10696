"""The reader's edition: static pages, extractive, every line with its evidence, and the check of it.

Read ``lines.py`` first: a line is all that an edition may say, and ``verification.py`` works each of them out again.
"""

from dateline.edition.building import build_edition
from dateline.edition.verification import Problem, verify_edition

__all__ = ["Problem", "build_edition", "verify_edition"]
