"""Imports every module of tables, so that `Base.metadata` is complete wherever storage works with it."""

from app.models import audit, client, fieldwork, papers, record
from app.models.base import Base, guarded_tables

__all__ = ["audit", "client", "fieldwork", "guarded_tables", "metadata", "papers", "record"]

metadata = Base.metadata
