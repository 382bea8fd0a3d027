"""`python -m app gallery`: every part in every state, to look at."""
