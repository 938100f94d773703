"""Polite HTTP: robots.txt, checked addresses, bounded bodies."""
