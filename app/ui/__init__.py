"""The windows: everything Qt. Sees services, drafts and frozen rows, never a table or a session."""
