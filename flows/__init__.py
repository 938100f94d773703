"""pumice's shell for Prefect: flows whose tasks are a line or two that call a job.

Where to start reading: :mod:`home` (where Prefect keeps its things), :mod:`scrape`, :mod:`normalise`,
:mod:`reprocess`, :mod:`serve` (all three in a UI).
"""
