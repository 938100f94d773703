"""The data folder on disk, and the ledger that knows what lies there.

Where to start reading: :mod:`pumice.store.publish` (how a batch becomes files), :mod:`pumice.store.ledger` (what is
remembered; its parts are classes of their own), :mod:`pumice.store.raw` (what comes in), :mod:`pumice.store.warc` (the
archive), :mod:`pumice.store.clean` (what readers see), :mod:`pumice.store.check` (what the doctor looks at).
"""
