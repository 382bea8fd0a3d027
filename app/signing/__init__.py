"""Signing and verifying papers; the only package that knows pyHanko.

`identity` keys, `sign` one signature, `trust` who is believed, `verify` the verdict. Importing this package
imports nothing heavy; its modules do, so callers import them inside the job that needs them.
"""
