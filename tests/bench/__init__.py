"""`make bench`: ratios of interleaved rounds, printed as a table; nothing here is asserted in a timed test."""
