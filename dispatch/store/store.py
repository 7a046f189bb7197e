"""The store as the program sees it: units of work go in, values come out."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import URL, Engine

from dispatch.clock import Clock
from dispatch.errors import StoreError
from dispatch.store.engines import READERS, in_memory, named, parsed, reading, writing
from dispatch.store.schema import require_current
from dispatch.store.tables import Row
from dispatch.store.work import Work
from dispatch.store.writer import Writer

T = TypeVar("T")
ChangeListener = Callable[[frozenset[int]], None]
