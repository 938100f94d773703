"""The archive of what was fetched: WARC 1.1 files and their CDXJ indexes. Start with :mod:`pumice.store.warc.write`."""
