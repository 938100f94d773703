"""Markers: each looks at the unmarked document and points at spans of it, with a reason and a score."""
