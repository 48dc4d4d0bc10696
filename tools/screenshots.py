"""Make the pictures in docs/pictures: the page of one record, and the sample edition's pages.

    python tools/screenshots.py

Reads the sample pages, so it takes about half a minute; needs a chromium on the path and playwright
(dependency group "check"). The same pages give the same pictures on one machine; fonts differ between machines.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from playwright.sync_api import Browser, sync_playwright

from dateline.archive import Archive
from dateline.edition import build_edition
from dateline.exports import record_html
from dateline.pipeline import default_pipeline, page_of
from dateline.record import Record, Story
from dateline.stories import find_stories

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PICTURES = ROOT / "docs" / "pictures"

SHOWN = "wire-constanta-fire.html"
"""The sample whose record is shown: it has every kind of mark."""

LARGEST = 300_000
"""Bytes of a picture: a README is read on slow lines too."""


def main() -> None:
    """Make every picture again."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit('no chromium on the path; install one ("apt-get install chromium") and try again')
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        shown, story = _pages(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _picture(browser, shown, "record.png", width=1100, height=900)
        _picture(browser, folder / "edition" / "index.html", "front.png", width=1100, height=1000)
        _picture(browser, folder / "edition" / "stories" / f"{story.id}.html", "story.png", width=1100, height=1000)
        for kind, path in _other_pages(folder / "edition"):
            _picture(browser, path, f"{kind}.png", width=1100, height=800)
        browser.close()


def _pages(folder: Path) -> tuple[Path, Story]:
    """Write the pages to be shown; return the record's page and the story with most reports."""
    pipeline = default_pipeline()
    with Archive.open(folder / "archive.sqlite") as archive:
        shown: Record | None = None
        for line in (SAMPLES / "manifest.jsonl").read_bytes().splitlines():
            row = msgspec.json.decode(line)
            page = page_of(SAMPLES / "pages" / row["file"], url=row["url"])
            record = pipeline.read(page)
            archive.add(page, record)
            if row["file"] == SHOWN:
                shown = record
        if shown is None:
            sys.exit(f"samples/manifest.jsonl has no {SHOWN}; name another page in SHOWN")
        stories = find_stories(list(archive.records()))
        archive.put_stories(stories)
        build_edition(archive, folder / "edition", title="The Dateline Sample")
    path = folder / "record.html"
    path.write_text(record_html(shown), "utf-8")
    return path, max(stories, key=lambda story: (len(story.contradictions), story.independent_reports))


def _other_pages(edition: Path) -> Iterator[tuple[str, Path]]:
    """Yield a page of each other kind: of the speakers, places and sources the one that has most to show."""
    yield from ((kind, edition / f"{kind}.html") for kind in ("events", "corrections", "sources"))
    for kind in ("speaker", "place", "source"):
        yield kind, max((edition / f"{kind}s").glob("*.html"), key=lambda page: (page.stat().st_size, page.name))


def _picture(browser: Browser, page: Path, name: str, *, width: int, height: int) -> None:
    view = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    view.goto(page.as_uri())
    target = PICTURES / name
    view.screenshot(path=target)
    view.close()
    size = target.stat().st_size
    if size > LARGEST:
        sys.exit(f"{target} has {size:,} bytes, more than {LARGEST:,}; show less of the page")
    print(f"{target.relative_to(ROOT)}: {size:,} bytes")


if __name__ == "__main__":
    main()
