"""The tables of the record (SQLAlchemy 2 typed mapping); only `storage` and `services` use them."""
