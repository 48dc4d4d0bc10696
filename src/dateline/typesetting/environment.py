"""Templates: one way to make them, so that escaping can't be forgotten."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline.typesetting import wording
from dateline.typesetting.escaping import href, words_of


def environment(package: str) -> Environment:
    """Return an environment over a package's templates.

    Everything is escaped, and a name that a template has and the page has not is an error.
    """
    made = Environment(
        autoescape=True,
        loader=PackageLoader(package),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["words"] = words_of
    made.filters["href"] = href
    made.filters["day"] = wording.day_in_words
    made.globals["wording"] = wording
    return made


@lru_cache
def stylesheet(package: str, name: str) -> str:
    """Return the shared rules followed by a package's own, without comments and needless white space."""
    base = files("dateline.typesetting").joinpath("base.css").read_text("utf-8")
    own = files(package).joinpath(name).read_text("utf-8")
    return _compact(base + own)


def _compact(css: str) -> str:
    lines = []
    inside = False
    for line in css.splitlines():
        stripped = line.strip()
        if stripped.startswith("/*") or inside:
            inside = not stripped.endswith("*/")
        elif stripped:
            lines.append(stripped)
    return "\n".join(lines) + "\n"
