"""What is known of an article before its places are: its publisher's home and name, and its date line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.record import Record
from dateline.resources.folding import fold
from dateline.resources.gazetteer import Gazetteer


@dataclass(slots=True)
class Setting:
    """What is known of an article before its places are: each a row of the gazetteer, or nothing."""

    home: int | None = None
    """Where its publisher is at home."""
    home_country: int | None = None
    masthead: str = ""
    """The publisher's domain and name in folded letters alone."""
    dateline: str | None = None
    """The folded name in the dateline."""


def setting_of(record: Record, gazetteer: Gazetteer, homes: Mapping[str, int]) -> Setting:
    """Return what a record says of its publisher and dateline. ``homes`` are rows by domain."""
    setting = Setting()
    domain = domain_of(record)
    if domain is not None:
        setting.masthead = re.sub(r"[^a-z0-9]", "", domain.rpartition(".")[0])
        setting.home = homes.get(domain)
        ending = "." + domain.rpartition(".")[2]
        for country in gazetteer.countries:
            if country.domain == ending:
                setting.home_country = country.row
    if setting.home is not None and setting.home_country is None:
        setting.home_country = gazetteer.country_row(setting.home)
    publisher = record.article.publisher
    if publisher is not None:
        setting.masthead += " " + fold(publisher.value).replace(" ", "")
    dateline = record.article.dateline
    if dateline is not None and dateline.place is not None:
        setting.dateline = fold(dateline.place.of(record.text).partition(",")[0])
    return setting


def domain_of(record: Record) -> str | None:
    """Return the domain a record was found at or says that it lives at, in lower case without "www."; else None."""
    stated = record.article.canonical_url
    url = record.page.final_url or record.page.url or (None if stated is None else stated.value)
    match = None if url is None else re.match(r"[a-z][a-z0-9+.-]*://([^/?#:@]+)", url.casefold())
    return None if match is None else match[1].removeprefix("www.")
