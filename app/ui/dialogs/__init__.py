"""Windows of their own: the form of a new audit, signing identities."""
