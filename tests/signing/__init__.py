"""Tests of signing and of the verdict."""
