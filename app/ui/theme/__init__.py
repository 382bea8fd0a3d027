"""Looks: palettes, type scale, spacing, fonts, icons and the one style sheet."""
