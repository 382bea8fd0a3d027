"""Ctrl+Shift+F: the page that finds everything, and what keeps its index up to date."""
