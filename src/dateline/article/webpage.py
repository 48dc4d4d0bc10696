"""HTML to what the layouter needs: blocks, statements, features, in one pass over the tree."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.article.blocks import MAX_BLOCKS, PageBlock, page_blocks
from dateline.article.features import Context, describe, shingles, tokens
from dateline.article.headline import find_headline, stated_headline
from dateline.article.names import fold
from dateline.article.neighbours import Described
from dateline.article.publisher import site_names
from dateline.article.statements import Statements, page_statements
from dateline.article.tree import MAX_TAGS, parse
from dateline.record.article import Metadatum
from dateline.record.page import Page


@dataclass(slots=True)
class ReadPage:
    """A page taken apart, before its blocks are judged."""

    blocks: list[PageBlock]
    statements: Statements
    site_names: tuple[str, ...]
    stated: Metadatum | None
    headline: int | None
    headline_key: str
    """The headline's letters and digits, folded; "" where no visible block is the headline."""
    described: Described
    stated_runs: frozenset[tuple[str, ...]]
    """The runs of four words in the text that the page's metadata hold."""
    cut: bool
    """Whether the page goes on where reading ended: at a bound on its tags or blocks."""


def described_page(page: Page) -> ReadPage:
    """Take an HTML page apart and describe each of its blocks."""
    tree = parse(page.text)
    url = page.final_url or page.url
    statements = page_statements(tree, url, page.headers)
    names = site_names(statements, url)
    blocks = page_blocks(tree)
    stated = stated_headline(statements, names)
    headline = find_headline(blocks, statements, names)
    shown = blocks[headline].words if headline is not None else stated.value if stated is not None else ""
    words = tokens(shown)
    description = statements.first("description")
    described = tokens(description.value) if description is not None else []
    stated_body = tokens(statements.body)
    context = Context(
        headline=frozenset(words),
        headline_key="".join(words),
        description=shingles(described),
        stated_body=shingles(stated_body),
        headline_block=headline,
        description_words=frozenset(described),
        stated_words=frozenset(stated_body),
        authors=tuple({s.value.lower() for s in statements.of("author")[:6] if 4 < len(s.value) < 60}),
        kinds=_kinds(statements),
        sites=tuple({name.lower() for name in names if len(name) > 3}),
    )
    key = fold(blocks[headline].words) if headline is not None else ""
    described_blocks = describe(blocks, context)
    cut = len(blocks) >= MAX_BLOCKS or page.text.count("<") > MAX_TAGS
    return ReadPage(blocks, statements, names, stated, headline, key, described_blocks, context.stated_body, cut)


def _kinds(statements: Statements) -> tuple[float, float, float]:
    types = {statement.value for statement in statements.of("type")}
    language = statements.first("language")
    return (
        float(any(kind.endswith("NewsArticle") for kind in types)),
        float(any(kind.startswith("Blog") for kind in types)),
        float(language is not None and language.value.lower().startswith("en")),
    )
