"""The domain and its memory: cases, people, duty, clocks. Synchronous; no chat, no network."""
