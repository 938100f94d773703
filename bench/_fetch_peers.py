"""Scrapy as a peer: python bench/_fetch_peers.py PORT PAGES IN_FLIGHT FILE. Keeps address, status, headers, body."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

GZIP = "scrapy.extensions.postprocessing.GzipPlugin"


class Pages(scrapy.Spider):
    """Asks for every page once."""

    name = "pages"

    def __init__(self, port: int, pages: int, **named: str) -> None:
        super().__init__(**named)
        self.start_urls = [f"http://127.0.0.1:{port}/page/{number}" for number in range(pages)]

    def parse(self, response: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - the peer's
        headers = {name.decode(): values[0].decode() for name, values in response.headers.items()}
        yield {"url": response.url, "status": response.status, "headers": headers, "body": response.text}


def main() -> None:
    port, pages, in_flight = map(int, sys.argv[1:4])
    settings = {
        "CONCURRENT_REQUESTS": in_flight,
        "CONCURRENT_REQUESTS_PER_DOMAIN": in_flight,
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "FEEDS": {
            sys.argv[4]: {"format": "jsonlines", "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]}
        },
    }
    process = CrawlerProcess(settings)
    process.crawl(Pages, port=port, pages=pages)
    process.start()


if __name__ == "__main__":
    main()
