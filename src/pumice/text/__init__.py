"""Tools over characters: scripts, spacing, tokens, addresses, dates. They know nothing of pages."""
