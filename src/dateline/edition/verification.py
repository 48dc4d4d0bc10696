"""Checking an edition: every file, every line, every word that is in no line."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.edition.building import (
    MADE_BY,
    MANIFEST,
    Manifest,
    draw_page,
    lines_path,
    manifest_digest,
    shared_files,
)
from dateline.edition.excerpts import cited_in, excerpt
from dateline.edition.forms import FORMS, page_of_form
from dateline.edition.holdings import Held
from dateline.edition.lines import Source
from dateline.edition.notes import NOTES
from dateline.edition.outlets import Outlets
from dateline.edition.pages import framed
from dateline.edition.paths import article_path
from dateline.edition.ranking import FORMULA
from dateline.edition.references import Drawn, Line, Words
from dateline.errors import DatelineError, EditionError
from dateline.record import Record, Story
from dateline.typesetting.escaping import shown


class Problem(NamedTuple):
    """Something that does not hold."""

    where: str
    """A file, or a file and the element in it."""
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


def verify_edition(folder: Path) -> list[Problem]:
    """Check an edition against itself, offline; an empty list means that everything holds.

    Every file has the digest that the manifest gives. Every record holds together. Every line reads what
    its evidence says, worked out again from records and stories. Every other word on a page is one of the
    templates' own, and every link leads to a page of the edition or to an address that a record was read from.
    Every page, and every form of it, is drawn again and has the same bytes.

    Raises EditionError for a folder that is no edition.
    """
    return list(find_problems(folder))


def find_problems(folder: Path) -> Iterator[Problem]:
    """Yield what ``verify_edition`` returns, the cheap checks first."""
    folder = Path(folder)
    manifest, problems = _manifest(folder)
    yield from problems
    yield from _files(folder, manifest)
    try:
        source = _source(folder, manifest)
    except (DatelineError, msgspec.MsgspecError, OSError, ValueError) as error:
        yield Problem("data", f"records or stories can't be read: {error}")
        return
    yield from _shown_too_much(source)
    pages = [path for path in manifest.files if path.endswith(".html")]
    ids = {path: _ids(tree) for path in pages if (tree := _tree(folder / path)) is not None}
    for path in pages:
        tree, lines = _tree(folder / path), _lines_of(folder, path)
        if tree is None:
            yield Problem(path, "the page is missing or can't be read")
            continue
        if lines is None:
            yield Problem(lines_path(path), "the list of the page's lines is missing or can't be read")
        else:
            yield from _lines(path, tree, lines, source)
        yield from _links(path, tree, ids, folder, source)
        yield from _described(path, tree, folder, source, manifest)
    yield from _made_again(folder, manifest)


def _shown_too_much(source: Source) -> Iterator[Problem]:
    """Yield the records that show more of their text than their rule allows."""
    cited = cited_in(source.stories.values())
    for key, record in source.records.items():
        words = source.outlets.rule(record).words
        if words is not None and excerpt(record, words, cited.get(key, ())).text != record.text:
            yield Problem(article_path(key), "more of the text is shown than its source allows")


def _described(
    path: str, tree: LexborHTMLParser, folder: Path, source: Source, manifest: Manifest
) -> Iterator[Problem]:
    """Yield what is wrong with what a page says to machines: its other forms, its description."""
    try:
        page = draw_page(source, path)
    except DatelineError as error:
        yield Problem(path, str(error))
        return
    told = [node.text() for node in tree.css(_DESCRIPTION)]
    if told != [node.text() for node in LexborHTMLParser(page.files[path].decode()).css(_DESCRIPTION)]:
        yield Problem(path, "its description for machines is not that of its lines")
    # Another version may have other templates: then every line, link and word is still checked, but not every byte.
    if manifest.made_by == MADE_BY and (folder / path).read_bytes() != page.files[path]:
        yield Problem(path, "the page is not the one that its records give")
    for name, content in page.files.items():
        if (
            name != path
            and name in manifest.files
            and (folder / name).is_file()
            and (folder / name).read_bytes() != content
        ):
            yield Problem(name, "the data are not those of its page")


_DESCRIPTION = 'script[type="application/ld+json"]'


def _made_again(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Yield what is wrong with the files that are no pages: those all editions share, and what belongs to none."""
    shared = shared_files()
    for path, content in shared.items():
        if path in manifest.files and (folder / path).is_file() and (folder / path).read_bytes() != content:
            yield Problem(
                path, f"the file is not the one that this Dateline writes; the edition names {manifest.made_by}"
            )
    lines = {lines_path(path) for path in manifest.files if path.endswith(".html")}
    for path in manifest.files.keys() - shared.keys() - lines:
        form = page_of_form(path)
        if not path.endswith(".html") and (form is None or form[0] not in manifest.files):
            yield Problem(path, "the file belongs to no page")


def _manifest(folder: Path) -> tuple[Manifest, list[Problem]]:
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EditionError(f"{folder} has no {MANIFEST}; name a folder that an edition was built in") from error
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, DatelineError) as error:
        raise EditionError(f"{path} is no manifest of an edition ({error}); build the edition again") from error
    problems = []
    if msgspec.json.encode(manifest) != data or manifest_digest(manifest) != manifest.digest:
        problems.append(Problem(MANIFEST, "the manifest was changed after it was written"))
    return manifest, problems


def _files(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for path in sorted(there - set(manifest.files) - {MANIFEST, NOTES}):
        yield Problem(path, "the file is not part of the edition")
    for path, digest in manifest.files.items():
        if path not in there:
            yield Problem(path, "the file is missing")
        elif hashlib.sha256((folder / path).read_bytes()).hexdigest() != digest:
            yield Problem(path, "the file was changed after it was written")


def _source(folder: Path, manifest: Manifest) -> Source:
    def data(kind: str) -> Iterator[bytes]:
        return ((folder / path).read_bytes() for path in manifest.files if re.fullmatch(rf"{kind}/[^/]+\.json", path))

    stories = [msgspec.json.decode(content, type=Story) for content in data("stories")]
    outlets = Outlets(manifest.outlets, desk=manifest.desk)
    held = Held(map(Record.from_json, data("articles")), stories, outlets)
    return Source(held, title=manifest.title, now=manifest.now, contact=manifest.contact, base=manifest.base,
                  interests=manifest.interests)  # fmt: skip


def _lines_of(folder: Path, page: str) -> list[Line] | None:
    try:
        return msgspec.json.decode((folder / lines_path(page)).read_bytes(), type=list[Line])
    except (OSError, ValueError, DatelineError):
        return None


def _tree(path: Path) -> LexborHTMLParser | None:
    try:
        return LexborHTMLParser(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError):
        return None


def _ids(tree: LexborHTMLParser) -> set[str]:
    return {str(node.attributes["id"]) for node in tree.css("[id]")}


def _lines(path: str, tree: LexborHTMLParser, lines: list[Line], source: Source) -> Iterator[Problem]:
    elements: dict[str, LexborNode] = {}
    for node in tree.css("[data-line]"):
        name = node.attributes.get("id") or ""
        if name in elements:
            yield Problem(f"{path}#{name}", "two lines have one id")
        elements[name] = node
    known = {line.element for line in lines}
    for name in elements.keys() - known:
        yield Problem(f"{path}#{name}", "the line stands on nothing")
    for line in lines:
        where = f"{path}#{line.element}"
        if line.element not in elements:
            yield Problem(where, "the line is missing")
            continue
        node = elements[line.element]
        try:
            said = shown(source.said(line.stands_on))
        except DatelineError as error:
            yield Problem(where, str(error))
            continue
        if isinstance(line.stands_on, Drawn):
            if node.html != _as_parsed(framed(said, line.element)):
                yield Problem(where, "the drawing is not that of its places")
            continue
        read = node.text(deep=True)
        if read != said:
            yield Problem(where, f"reads {read[:80]!r}, and its evidence {said[:80]!r}")
        if isinstance(line.stands_on, Words):
            proof = line.stands_on.evidence
            if node.attributes.get("data-at") != f"{proof.record}:{proof.span.start}-{proof.span.end}":
                yield Problem(where, "names other characters than its evidence")
    drawings = {line.element for line in lines if isinstance(line.stands_on, Drawn)}
    for node in tree.css("svg"):
        if node.parent is None or node.parent.attributes.get("id") not in drawings:
            yield Problem(path, "<svg> stands in no line")
    for text in _unproved(tree):
        yield Problem(path, f"{text[:80]!r} stands in no line")


def _as_parsed(figure: str) -> str | None:
    body = LexborHTMLParser(figure).body
    return None if body is None or body.child is None else body.child.html


def _unproved(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the text outside lines that no template has."""
    own = template_words()
    stack: list[LexborNode] = [] if tree.root is None else [tree.root]
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            text = " ".join(node.text(deep=False).split()) if node.text(deep=False) else ""
            if text and text not in own:
                yield text
        elif node.tag == "script" and (
            node.attributes == {"src": node.attributes.get("src"), "defer": None}
            or node.attributes == {"type": "application/ld+json"}
        ):
            continue  # both are compared whole
        elif node.tag in {"script", "style", "iframe", "object", "embed", "img"}:
            yield f"<{node.tag}>"
        elif "data-line" not in node.attributes:
            stack.extend(each for each in node.iter(include_text=True) if each is not None)


@cache
def template_words() -> frozenset[str]:
    """Return every piece of text that the templates have of their own."""
    found = {FORMULA, *(form.name for form in FORMS)}
    for template in files("dateline.edition").joinpath("templates").iterdir():
        for piece in re.split(r"\{[{%#].*?[}%#]\}|<[^>]*>", template.read_text("utf-8"), flags=re.DOTALL):
            found.add(" ".join(html.unescape(piece).split()))
    return frozenset(found)


def _links(
    path: str, tree: LexborHTMLParser, ids: dict[str, set[str]], folder: Path, source: Source
) -> Iterator[Problem]:
    addresses: dict[str, list[Record]] = {}
    for record in source.records.values():
        addresses.setdefault(record.page.url or "", []).append(record)
    here = (folder / path).parent
    for node in tree.css("[href], [src], [style], [onclick], [onload]"):
        target = node.attributes.get("href")
        if node.tag == "script" and _inside(here / str(node.attributes.get("src")), folder) == "keys.js":
            continue
        if target is None or set(node.attributes) & {"src", "style", "onclick", "onload"}:
            yield Problem(path, f"<{node.tag}> has an attribute that no page of an edition has")
        elif target.startswith(("http://", "https://")):
            if not _known(target, addresses):
                yield Problem(path, f"{target[:80]!r} is no address that a record was read from")
        else:
            file, _, fragment = target.partition("#")
            found = path if not file else _inside(here / unquote(file), folder)
            if found is None or not (folder / found).is_file():
                yield Problem(path, f"the link to {target[:80]!r} leads nowhere")
            elif fragment and fragment not in ids.get(found, set()):
                yield Problem(path, f"the link to {target[:80]!r} names an element that is not there")


def _known(target: str, addresses: dict[str, list[Record]]) -> bool:
    """Say whether a record was read from an address; of one with a text fragment, whether its words stand there."""
    address, _, fragment = target.partition("#:~:text=")
    if target in addresses:
        return True
    words = [unquote(piece) for piece in fragment.split(",")]
    return any(all(piece in " ".join(record.text.split()) for piece in words) for record in addresses.get(address, []))


def _inside(target: Path, folder: Path) -> str | None:
    try:
        return target.resolve().relative_to(folder.resolve()).as_posix()
    except (ValueError, OSError):
        return None
