"""The office's figures in Prometheus' words; prometheus_client is imported only here."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

__all__ = ["CONTENT_TYPE_LATEST", "CollectorRegistry", "exposition", "watch"]


def exposition(registry: CollectorRegistry) -> bytes:
    """Everything in the registry as text, to be sent with CONTENT_TYPE_LATEST."""
    return generate_latest(registry)


def watch(registry: CollectorRegistry, figures: Callable[[], Mapping[str, object]]) -> None:
    """Adds every number that `figures` gives as linli_<name>, read anew at each scrape.

    Numbers by account become one metric with the label `account`.
    """
    registry.register(_Figures(figures))


class _Figures(Collector):
    def __init__(self, figures: Callable[[], Mapping[str, object]]) -> None:
        self._figures = figures

    def describe(self) -> Iterator[Metric]:
        return iter(())  # the names are known at the first scrape only

    def collect(self) -> Iterator[Metric]:
        for name, value in self._figures().items():
            if isinstance(value, int | float):
                yield _family(name, value=float(value))
            elif isinstance(value, Mapping) and all(isinstance(each, int | float) for each in value.values()):
                yield _by_account(name, value)


def _by_account(name: str, values: Mapping[str, float]) -> Metric:
    family = _family(name, labels=["account"])
    for account, value in values.items():
        family.add_metric([account], value)
    return family


def _family(name: str, **of: Any) -> CounterMetricFamily | GaugeMetricFamily:
    if name.endswith("_total"):
        return CounterMetricFamily(f"linli_{name}", f"{name} since the start", **of)
    return GaugeMetricFamily(f"linli_{name}", f"{name} now", **of)
