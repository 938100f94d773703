"""Tests; a package, so that they can share what they make documents and captures with."""
