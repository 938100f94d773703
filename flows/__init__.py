"""pumice's shell for Prefect: flows whose tasks are a line or two that call a job.

Where to start reading: :mod:`home` (where Prefect keeps its things), :mod:`scrape`, :mod:`normalise`, :mod:`refresh`
(both, on a schedule), :mod:`reprocess` (by hand), :mod:`learn`, :mod:`report`, :mod:`serve` (all of them in a UI, from
:mod:`deployments`). What they show is in :mod:`artifacts`, what they do about killed runs in :mod:`lives`.
"""
