"""Comparing two maps: matching, the gap, what to fix first. Pure functions over the document's values."""
