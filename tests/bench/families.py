"""The whole table: each family of rows with the work that it does in a real run and in a test."""

from tests.bench import classification, durability, latency, receiving, starting, summary, timers, wechat
from tests.bench.rows import Family

FAMILIES = (
    Family(name="classification", rows=classification.rows, size=10_000, tiny=40),  # messages
    Family(name="receiving", rows=receiving.rows, size=10_000, tiny=40),  # messages
    Family(name="durability", rows=durability.rows, size=600, tiny=4),  # cases
    Family(name="latency", rows=latency.rows, size=5_200, tiny=60),  # messages: twenty seconds
    Family(name="timers", rows=timers.rows, size=100_000, tiny=600),  # timers
    Family(name="wechat", rows=wechat.rows, size=3_000, tiny=40),  # messages
    Family(name="summary", rows=summary.rows, size=1_000_000, tiny=300),  # cases
    Family(name="starting", rows=starting.rows, size=6_240, tiny=4),  # groups
)
