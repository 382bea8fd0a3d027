"""Rules and words of the certification audit; standard library only."""
