"""The clients: who is audited, with everything that belongs to them."""
