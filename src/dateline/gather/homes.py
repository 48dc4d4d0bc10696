"""Where a publisher is at home, as the user says, for the part of a pipeline that finds places."""

from __future__ import annotations

from functools import cache, lru_cache
from urllib.parse import urlsplit

from dateline.errors import InputError
from dateline.pipeline import Pipeline
from dateline.places import PlaceFinder
from dateline.record import Page
from dateline.resources.folding import fold
from dateline.resources.gazetteer import Gazetteer

_REMEMBERED = 64
"""Sites at home somewhere whose part that finds places is kept."""


def home_row(home: str) -> int:
    """Return the gazetteer's row of a place: "Leeds", or with what it lies in, "Hamilton, Ontario, Canada".

    Raises InputError for a place that the gazetteer does not hold.
    """
    gazetteer = _gazetteer()
    name, *above = [fold(part) for part in home.split(",") if part.strip()] or [""]
    for row in gazetteer.rows(name):
        place = gazetteer.place(row)
        lies_in = {fold(title) for title in (*place.chain, place.country or "")}
        if lies_in.issuperset(above):
            return row
    raise InputError(
        f"no place is called {home!r}; give a city, and what it lies in where there are several: "
        '"Hamilton, Ontario, Canada"',
        home=home,
    )


def at_home(pipeline: Pipeline, home: str | None, page: Page) -> Pipeline:
    """Return the pipeline that reads bare place names of a page from where its publisher is at home.

    Raises InputError for a home that the gazetteer does not hold.
    """
    hosts = {urlsplit(url).hostname or "" for url in (page.final_url, page.url) if url is not None}
    domains = tuple(sorted(host.removeprefix("www.") for host in hosts if host))
    return pipeline if home is None or not domains else pipeline.with_part(_finder(home, domains))


@lru_cache(_REMEMBERED)
def _finder(home: str, domains: tuple[str, ...]) -> PlaceFinder:
    row = home_row(home)
    return PlaceFinder(_gazetteer(), homes=dict.fromkeys(domains, row))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
