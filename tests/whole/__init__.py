"""The whole program: commands in processes of their own."""
