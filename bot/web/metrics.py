"""The office's figures in Prometheus' words; prometheus_client is imported only here."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

__all__ = ["CONTENT_TYPE_LATEST", "CollectorRegistry", "exposition", "watch"]


def exposition(registry: CollectorRegistry) -> bytes:
    """Everything in the registry as text, to be sent with CONTENT_TYPE_LATEST."""
    return generate_latest(registry)


def watch(registry: CollectorRegistry, figures: Callable[[], Mapping[str, object]]) -> None:
    """Adds every number that `figures` gives as linli_<name>, read anew at each scrape."""
    registry.register(_Figures(figures))


class _Figures(Collector):
    def __init__(self, figures: Callable[[], Mapping[str, object]]) -> None:
        self._figures = figures

    def describe(self) -> Iterator[Metric]:
        return iter(())  # the names are known at the first scrape only

    def collect(self) -> Iterator[Metric]:
        for name, value in self._figures().items():
            if isinstance(value, int | float):
                yield _metric(name, float(value))


def _metric(name: str, value: float) -> Metric:
    if name.endswith("_total"):
        return CounterMetricFamily(f"linli_{name}", f"{name} since the start", value=value)
    return GaugeMetricFamily(f"linli_{name}", f"{name} now", value=value)
