"""Files that go out and come in: what the cells of a client's table mean, and tables for the client to fill in.

Works on plain values (`app.domain`), never on a session. Files of strangers are opened in `app.decoding`.
"""
