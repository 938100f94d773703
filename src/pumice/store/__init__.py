"""The data folder: raw captures, clean articles, ledger, change feed, quarantine, locks."""
