"""Conversations as text files, played through the whole bot: demo days, tests, `linli replay`."""
