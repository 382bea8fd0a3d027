"""The command line inside this process: arguments, refusals, sentences."""
