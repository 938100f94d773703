"""Sort keys of web archives: ``https://Press.example:443/A?b=2&a=1`` is ``example,press)/a?a=1&b=2``.

The form is that of SURT as archives' indexes use it, so their tools find our pages. Several addresses may share a key;
who looks one up compares the address too. Start with :func:`surt_key`.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"^www\d*\.")


def surt_key(url: str) -> str:
    """The key of an address; an address that has no host is its own key, in lower case and without white space."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        return re.sub(r"\s", "%20", url.lower())
    # Archives' tools turn IPv4 addresses round too, as if they were names.
    labels = [host] if ":" in host else _WWW.sub("", host).split(".")[::-1]
    place = "" if port in {None, _DEFAULT_PORTS.get(parts.scheme.lower())} else f":{port}"
    path = re.sub(r"/+$", "", parts.path.lower()) or "/"
    query = "&".join(sorted(parts.query.lower().split("&")))
    return re.sub(r"\s", "%20", f"{','.join(labels)}{place}){path}{'?' + query if query else ''}")
