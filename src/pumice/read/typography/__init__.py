"""White space, invisible and compatibility characters by language. Start with :func:`normalise_typography`."""

from pumice.read.typography.normalise import normalise_typography

__all__ = ["normalise_typography"]
