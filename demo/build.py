"""Make the demo site's files from its texts, interfaces and layouts; the result is committed, so this runs seldom.

Where to start reading: ``pages.toml`` (every address), then :func:`build` (address to bytes). The bytes depend on
nothing but the files of this folder: no clock, no random order, no port number.

    python demo/build.py            write site/
    python demo/build.py --check    say which files differ, write nothing
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

HERE = Path(__file__).resolve().parent
SITE = HERE / "site"
FENCE = "+++\n"
MISREAD = re.compile("⟦(.*?)⟧", re.DOTALL)

Table = Mapping[str, Any]


def build() -> dict[Path, bytes]:
    """Every file of the site, by its path under ``site/``."""
    interfaces = {path.stem: read_toml(path) for path in sorted((HERE / "interfaces").glob("*.toml"))}
    pages = read_toml(HERE / "pages.toml")["page"]
    files = {
        site_path(page): encode(make_text(page, interfaces), page.get("encoding", "utf-8"))
        for page in pages
        if "location" not in page
    }
    files[Path("robots.txt")] = (HERE / "pages" / "robots.txt").read_bytes()
    files[Path("sitemap.xml")] = make_sitemap(pages).encode()
    return files


def site_path(page: Table) -> Path:
    """Where a page's file lies: as its table says, else at its address with .html."""
    return Path(page.get("file") or (str(page["address"]).strip("/") or "index") + ".html")


def make_text(page: Table, interfaces: Mapping[str, Table]) -> str:
    """The text of one page."""
    if "source" in page:
        return (HERE / "pages" / str(page["source"])).read_text(encoding="utf-8")
    interface = interfaces[page["interface"]]
    layout = Template((HERE / "layouts" / f"{page['layout']}.html").read_text(encoding="utf-8"))
    if "article" not in page:
        return layout.substitute(frame(page, interface), rows=make_rows(page, interface))
    head, body = read_article(HERE / "articles" / f"{page['article']}.html")
    return layout.substitute(frame(page, interface), **around(page, interface, head), body=body.strip())


def read_article(path: Path) -> tuple[Table, str]:
    """The head (TOML between two fences) and the body (HTML) of an article file."""
    _, head, body = path.read_text(encoding="utf-8").split(FENCE, 2)
    return tomllib.loads(head), body


def frame(page: Table, interface: Table) -> dict[str, str]:
    """What every layout needs: the interface's strings and lists."""
    language = str(page["interface"])
    plain = {key: value for key, value in interface.items() if isinstance(value, str)}
    menu, footer = link_all(interface["menu"], "about", language), link_all(interface["footer"], "legal", language)
    teasers = link_all(interface["teasers"], "story", language)
    return plain | {
        "interface": language,
        "start": "/" if language == "en" else f"/{language}",
        "menu": "\n".join(f"    <li>{link}</li>" for link in menu),
        "menu_line": " | ".join(menu),
        "footer": "\n".join(f"    <li>{link}</li>" for link in footer),
        "footer_line": " - ".join(footer),
        "teasers": "\n".join(f"    <li>{link}</li>" for link in teasers),
        "teaser_lines": "\n".join(f"<p>{link}</p>" for link in teasers),
        "tags": "\n".join(f"    <li>{link}</li>" for link in link_all(interface["tags"], "topic", language)),
    }


def link_all(words: Iterable[str], kind: str, language: str) -> list[str]:
    """One link for each of an interface's words."""
    return [f'<a href="/{kind}/{number}_{language}">{word}</a>' for number, word in enumerate(words, 1)]


def around(page: Table, interface: Table, head: Table) -> dict[str, str]:
    """What an article puts into its layout, the body excepted."""
    language, shown_in = str(head["language"]), str(page["interface"])
    notice = interface["only"][language] if language.partition("-")[0] != shown_in else ""
    return {
        "headline": str(head["headline"]),
        "date": str(head["date"]),
        "section": str(interface["sections"][head["section"]]),
        "section_key": str(head["section"]),
        "byline": f'<p class="byline">{head["byline"]}</p>\n' if "byline" in head else "",
        "declared": f' lang="{language}" dir="{head.get("direction", "ltr")}"' if head.get("declared") else "",
        "notice": f"<p>{notice}</p>\n" if notice else "",
        "links": "\n".join(make_links(page)),
        "metadata": make_metadata(interface, head) if page.get("metadata") == "rich" else "",
    }


def make_rows(page: Table, interface: Table) -> str:
    """The entries of a listing: date, section, headline, "read more"."""
    rows = []
    for article, address in page.get("rows", ()):
        head, _ = read_article(HERE / "articles" / f"{article}.html")
        place = f'<span class="date">{head["date"]}</span> <span>{interface["sections"][head["section"]]}</span>'
        links = f'<h3><a href="{address}">{head["headline"]}</a></h3><a href="{address}">{interface["more"]}</a>'
        rows.append(f'<div class="views-row">{place}{links}</div>')
    return "\n".join(rows)


def make_links(page: Table) -> Iterable[str]:
    """The canonical and hreflang links of a page, as its table says."""
    if "canonical" in page:
        yield f'<link rel="canonical" href="{page["canonical"]}">'
    stem = str(page["address"]).rpartition("_")[0]
    for language in page.get("shown", ()):
        yield f'<link rel="alternate" hreflang="{language}" href="{stem}_{language}">'


def make_metadata(interface: Table, head: Table) -> str:
    """Open Graph and JSON-LD, as content management systems write them."""
    linked: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": head["headline"],
        "publisher": {"@type": "Organization", "name": interface["publisher"]},
        "articleSection": interface["sections"][head["section"]],
    }
    dates = {key: head[key] for key in ("datePublished", "dateModified") if key in head}
    authors = [{"@type": "Person", "name": name} for name in head.get("authors", ())]
    linked |= dates | ({"author": authors} if authors else {})
    properties = {"og:type": "article", "og:title": head["headline"], "og:site_name": interface["publisher"]}
    lines = [f'<meta property="{name}" content="{value}">' for name, value in properties.items()]
    script = json.dumps(linked, ensure_ascii=False, indent=1)
    return "\n".join([*lines, f'<script type="application/ld+json">\n{script}\n</script>'])


def make_sitemap(pages: Iterable[Table]) -> str:
    """The sitemap; addresses in it must be absolute, so the server puts its own in place of {base}."""
    listed = (page["address"] for page in pages if "location" not in page and "status" not in page)
    open_pages = (address for address in listed if not address.startswith("/drafts/"))
    rows = "".join(f"<url><loc>{{base}}{address}</loc></url>\n" for address in open_pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a page.

    Two encodings are damage: "mojibake" is UTF-8 that was taken for Windows-1252 and saved as UTF-8 again;
    "mojibake-part" does so to what stands between the brackets of MISREAD only.
    """
    if encoding == "mojibake":
        return misread(text).encode()
    if encoding == "mojibake-part":
        return MISREAD.sub(lambda match: misread(match[1]), text).encode()
    return text.encode(encoding)


def misread(text: str) -> str:
    """A text whose UTF-8 was read as Windows-1252."""
    return "".join(misread_byte(byte) for byte in text.encode())


def misread_byte(byte: int) -> str:
    """One byte as a browser reads Windows-1252: the five unassigned ones become control characters."""
    try:
        return bytes([byte]).decode("windows-1252")
    except UnicodeDecodeError:
        return chr(byte)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def differing(files: Mapping[Path, bytes]) -> list[str]:
    """Which files under site/ are missing, different or left over."""
    present = {path.relative_to(SITE): path.read_bytes() for path in SITE.rglob("*") if path.is_file()}
    return sorted(str(path) for path in {*files, *present} if files.get(path) != present.get(path))


def main(arguments: list[str]) -> int:
    """Write the site, or only say what would change."""
    files = build()
    changed = differing(files)
    if "--check" in arguments:
        sys.stdout.write("".join(f"differs: {name}\n" for name in changed))
        return 1 if changed else 0
    for name in changed:
        target = SITE / name
        if Path(name) not in files:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[Path(name)])
    sys.stdout.write(f"{len(files)} files in {SITE}, {len(changed)} written or removed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
