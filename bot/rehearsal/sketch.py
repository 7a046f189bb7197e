"""A small picture drawn from a name, where a transcript sends one that lies nowhere; the same each time."""

import hashlib
import struct
import zlib

SIDE = 64  # pixels
SQUARES = 8  # a side


def sketch(name: str) -> bytes:
    """A PNG of coloured squares, mirrored left to right; another name gives other squares."""
    seed = hashlib.sha256(name.encode()).digest()
    rows = b"".join(b"\0" + _row(seed, y * SQUARES // SIDE) for y in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)  # 8-bit RGB
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _row(seed: bytes, square: int) -> bytes:
    colour, paper = seed[:3], b"\xf0\xf0\xea"
    half = [colour if seed[3 + square] >> x & 1 else paper for x in range(SQUARES // 2)]
    return b"".join(pixel * (SIDE // SQUARES) for pixel in (*half, *reversed(half)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
