"""What an operator has to be told though nothing is wrong yet."""

from collections.abc import Iterator
from datetime import date

from bot.configuration.settings import Settings


def cautions(settings: Settings, today: date) -> Iterator[str]:
    """One sentence a warning, with the way out: years whose holidays nobody knows."""
    for year in settings.policies.calendar.unknown_years(today):
        yield (
            f"WARNING: the holidays 节假日 and make-up working days 调休 of {year} are unknown, so Monday to Friday"
            f" are taken as working days. Write that year's days under calendar.holidays and calendar.workdays"
            f" in the configuration, as the State Council announces them, or install a newer chinesecalendar."
        )
