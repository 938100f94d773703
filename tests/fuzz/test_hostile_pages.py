"""The hostile pages of the development data through reader and markers: each ends well or with its named cause."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pumice.errors import InputFault
from pumice.mark.duplicates import mark_duplicates
from pumice.mark.furniture import mark_furniture
from pumice.mark.hidden import mark_hidden
from pumice.model import Document, House, Source
from pumice.read.decode import decode
from pumice.read.lanes import read_markup
from pumice.read.prescan import refuse_markup

LIMITS = House(()).limits
LARGEST = 1_500_000
START, END = "CANARY-START", "CANARY-END"


@pytest.mark.bench_data
def test_hostile_pages_end_well_or_with_a_cause(bench_data: Path, tmp_path: Path):
    """No page breaks the reader or a marker, and none loses its end without a flag."""
    subprocess.run([sys.executable, str(bench_data / "hostile" / "make.py"), str(tmp_path)], check=True, stdout=-3)
    cut_short = []
    for file in sorted(tmp_path.glob("*.html")):
        body = file.read_bytes()
        if len(body) > LARGEST:
            continue
        try:
            text = decode(body).text
            flags = refuse_markup(text, file.name, LIMITS)
        except InputFault:
            continue
        document = Document(Source("https://example.org/"), None, tuple(read_markup(text)[0]))
        document.with_marks(m for marker in (mark_furniture, mark_duplicates, mark_hidden) for m in marker(document))
        read = "\n".join(block.text for block in document.blocks)
        if START in read and END in text and END not in read and "content-cut" not in flags:
            cut_short.append(file.name)
    assert cut_short == []
