"""The parts every window is built from; `python -m app gallery` shows each in every state."""
