"""Encoding damage mended, every change with the steps that replay it. Start with :func:`repair`."""

from pumice.read.repair.lines import repair
from pumice.read.repair.steps import replay

__all__ = ["repair", "replay"]
