"""Windows of audit time: the calculation while it is typed, kept calculations, and the sites to visit."""
