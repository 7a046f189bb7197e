"""The memory: one database, units of work in it, and its schema."""

from dispatch.store.schema import create, upgrade
from dispatch.store.store import Store
from dispatch.store.upcoming import Upcoming
from dispatch.store.work import Work

__all__ = ["Store", "Upcoming", "Work", "create", "upgrade"]
