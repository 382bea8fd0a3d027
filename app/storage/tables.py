"""Imports every module of tables, so that `Base.metadata` is complete wherever storage works with it."""

from app.models import audit, client, client_file, confirming, fieldwork, papers, preparing, programme, record, samples
from app.models.base import Base, guarded_tables

__all__ = [
    "audit",
    "client",
    "client_file",
    "confirming",
    "fieldwork",
    "guarded_tables",
    "metadata",
    "papers",
    "preparing",
    "programme",
    "record",
    "samples",
]

metadata = Base.metadata
