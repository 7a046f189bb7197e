"""Text in, reading out: what a neighbour, a grid member or a secretary means by one message."""
