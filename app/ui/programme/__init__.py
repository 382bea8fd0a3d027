"""The three-year programme of a certification cycle as a matrix."""
