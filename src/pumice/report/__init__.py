"""The report: a static site in data/report that shows what pumice did to each page, and why.

Where to start reading: :mod:`pumice.report.job` (what is written, and what is left alone because nothing changed),
:mod:`pumice.report.blocks` (a page's source with its verdicts), ``templates/`` and ``assets/`` (how it looks).
Everything that came from a page is escaped by the templates; nothing here builds HTML by hand.
"""

from __future__ import annotations

from pumice.report.job import Report, make_report

__all__ = ["Report", "make_report"]
