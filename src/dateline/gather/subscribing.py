"""Taking a source in: what is known of it from the start."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.gather.discovery import read_listing
from dateline.gather.homes import home_row
from dateline.gather.means import Means
from dateline.gather.polling import poll_job
from dateline.gather.rights import with_rights
from dateline.gather.web import LIST_BYTES, LISTS
from dateline.intake.items import Listing
from dateline.record.source import Source, SourceKind, source_id


def subscribe(
    means: Means,
    url: str,
    *,
    listing: Listing | None = None,
    title: str | None = None,
    site: str | None = None,
    owner: str | None = None,
    home: str | None = None,
    zone: str | None = None,
    sections: tuple[str, ...] = (),
    shown: int | Literal["whole"] | None = None,
    ask: bool = True,
) -> tuple[Source, bool]:
    """Keep the source at an address, and ask for it to be polled; return it, and whether it is new.

    Of one that is known already, what is given of owner, home, zone and sections is kept from now on.

    ``listing`` is what it lists, if that was read already. ``ask`` False takes it in unseen (a long
    OPML list): its first poll finds out. Raises IntakeError where it is no list, or can't be had, InputError for
    a ``home`` that no place is called.
    """
    if home is not None:
        home_row(home)
    if listing is None and ask:
        found = means.web.get(url, accept=LISTS, limit_bytes=LIST_BYTES)
        url = found.moved_to or url
        listing = read_listing(found.content, url=found.final_url)
    kind: SourceKind = "rss" if listing is None else listing.kind
    site = site or (None if listing is None else listing.site)
    source = Source(
        id=source_id(url),
        url=url,
        kind=kind,
        title=title or (None if listing is None else listing.title),
        site=site,
        owner=owner,
        home=home,
        zone=zone,
        sections=sections,
        shown=shown,
        listed=0 if listing is None else len(listing.items),
        added_at=means.now().isoformat(timespec="seconds"),
    )
    known = next((each for each in means.sources.all() if url in {each.url, *each.earlier_urls}), None)
    if known is not None:
        told = {"owner": owner, "home": home, "zone": zone, "sections": sections}
        given = {name: value for name, value in told.items() if value}
        known = msgspec.structs.replace(known, **given)
        means.sources.set(known.id, **given)
        return known, False
    if ask:
        source = with_rights(source, means.web, now=means.clock())
    means.sources.add(source)
    means.jobs.put([poll_job(source, due_at=means.clock())])
    return source, True
