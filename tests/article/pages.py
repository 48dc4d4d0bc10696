"""Pages of invented outlets, written by hand."""

from __future__ import annotations

from dateline.article import ArticleLayouter
from dateline.record import RECORD_VERSION, Article, Page, Record, record_id

LEAD = (
    "KISUMU, May 3 (Lakeside Wire) – Fishermen on the Kenyan shore of Lake Victoria agreed on Friday to keep their "
    "nets out of the water for three months, officials said, after catches fell by half."
)
SECOND = (
    "“We would rather be hungry in June than for ever,” said Achieng Odera, who speaks for the boat owners of "
    "Dunga Beach, where the deal was signed before a crowd of about two hundred people."
)
THIRD = (
    "The county will pay each registered crew a small sum every week, and patrols by the fisheries office will "
    "begin on Monday at the mouth of the Winam Gulf."
)
PARAGRAPHS = (LEAD, SECOND, THIRD)
HEADLINE = "Lake Victoria crews agree to rest their nets"

HEAD = """<!doctype html><html lang="en-GB"><head>
<title>Lake Victoria crews agree to rest their nets | The Gulf Ledger</title>
<meta property="og:site_name" content="The Gulf Ledger">
<meta property="og:title" content="Lake Victoria crews agree to rest their nets">
<meta property="article:section" content="Environment"><meta name="robots" content="index, noarchive">
<link rel="canonical" href="/news/nets">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Lake Victoria crews agree to rest their nets","datePublished":"2019-05-03T18:20:00+03:00",
"dateModified":"2019-05-04","author":[{"@type":"Person","name":"By Wanjiru Mboya"},
{"@type":"Organization","name":"The Gulf Ledger"}],
"publisher":{"@type":"Organization","name":"The Gulf Ledger"}}</script></head>"""

NEWS = (
    HEAD
    + f"""<body><nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article class="story"><span class="category"><a href="/env">Environment</a></span><h1>{HEADLINE}</h1>
<p class="standfirst">A three-month truce between crews and county follows the worst catch in memory.</p>
<div class="byline">By <a rel="author" href="/w">Wanjiru Mboya</a></div>
<time datetime="2019-05-03T18:20:00+03:00">3 May 2019, 18:20</time>
<figure><img src="b.jpg"><figcaption>Boats drawn up at Dunga Beach on Friday.</figcaption></figure>
<div class="article-body"><p>{LEAD}</p><p>{SECOND}</p>
<div class="related"><h3>Read more</h3><ul><li><a href="/1">Why the perch left the gulf</a></li></ul></div>
<p>{THIRD}</p></div>
<div class="newsletter">Sign up for our newsletter and get the news in your inbox.</div></article></main>
<div id="comments"><p>Leave a comment</p></div>
<footer><p>© 2019 The Gulf Ledger. All rights reserved.</p></footer></body></html>"""
)


def html(content: str | bytes, url: str | None = "https://gulfledger.example/news/nets?x=1", **options: str) -> Article:
    """The article of an HTML page."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return read(Page(content=data, media_type="text/html", encoding="utf-8", url=url), **options)


def plain(content: str, **options: str) -> Article:
    """The article of a scraped text."""
    return read(
        Page(content=content.encode("utf-8", "surrogatepass"), media_type="text/plain", encoding="utf-8"), **options
    )


def read(page: Page, **options: str) -> Article:
    """The article of a page, checked as part of a record and through JSON."""
    article = ArticleLayouter()(page, **options)
    record = Record(version=RECORD_VERSION, id=record_id(page.digest, page.url), page=page.reference(), article=article)
    assert Record.from_json(record.to_json()) == record
    return article


def words(article: Article, *roles: str) -> list[str]:
    """The words of the blocks with one of the roles."""
    return [block.span.of(article.text) for block in article.blocks if block.role in roles]
