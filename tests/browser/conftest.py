"""A site on loopback and a chromium to read it with; without one these tests are skipped and say so."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
import pytest
import uvicorn

from dateline.serve import Site, make_app
from tests.edition.editions import archive, read
from tests.serve.sites import CLOCK, kept

if TYPE_CHECKING:
    from playwright.sync_api import Browser

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no test in a browser")

HOSTILE = '<script>document.title="owned"</script><img src=x onerror=document.title="owned">\u202egnp.exe\u202c “&lt;”'
RIGHT_TO_LEFT = "سقطت رافعة في غدانسك"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site over a small archive, with a hostile and a right-to-left report in it."""
    made = archive()
    records, stories = list(made.records()), list(made.stories())
    for name, words in (("hostile", HOSTILE), ("rtl", RIGHT_TO_LEFT)):
        record = read(f"{words} Gdansk.", headline=words, publisher=name, published="2024-03-04", section=words)
        family = msgspec.structs.replace(stories[0].families[0], id=f"family-{name}", members=(record.id,))
        records.append(record)
        stories.append(
            msgspec.structs.replace(stories[0], id=f"story-{name}", headline=None, families=(family,), links=(),
                                    sections=(words,), latest="2024-03-04")
        )  # fmt: skip
    changed = read("Ten were hurt.", headline="Crane falls", publisher="Harbour", published="2024-03-05T09:00:00+01:00")
    records.append(changed)
    with kept(tmp_path_factory.mktemp("browser") / "archive.sqlite", records, stories) as opened:
        app = make_app(Site(opened, title="The Quay", contact="desk@quay.example", clock=lambda: CLOCK))
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no chromium on the path: no test in a browser")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()
