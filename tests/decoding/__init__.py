"""Pictures of strangers."""
