"""Sort keys of addresses, as the indexes of web archives have them."""

from __future__ import annotations

import pytest

from pumice.text.surt import surt_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://Press.example:443/A?b=2&a=1", "example,press)/a?a=1&b=2"),
        ("http://www.press.example", "example,press)/"),
        ("http://www2.press.example/a/", "example,press)/a"),
        ("http://press.example:8080/a b", "example,press:8080)/a%20b"),
        ("http://127.0.0.1:8765/news_en", "1,0,0,127:8765)/news_en"),
        ("http://[::1]/x", "::1)/x"),
        ("urn:sha256:AB", "urn:sha256:ab"),
        ("http://[broken/", "http://[broken/"),
        ("http://a.example:99999/", "http://a.example:99999/"),
    ],
)
def test_keys(url: str, key: str):
    """Host turned round, default port and www dropped, parameters sorted; what is no address is its own key."""
    assert surt_key(url) == key
