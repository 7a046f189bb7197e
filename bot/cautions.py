"""What an operator has to be told though nothing is wrong yet."""

from collections.abc import Iterator
from datetime import date

from bot.configuration.settings import Settings


def cautions(settings: Settings, today: date) -> Iterator[str]:
    """One sentence a warning, with the way out: years without known holidays, people without a contact."""
    for year in settings.policies.calendar.unknown_years(today):
        yield (
            f"WARNING: the holidays 节假日 and make-up working days 调休 of {year} are unknown, so Monday to Friday"
            f" are taken as working days. Write that year's days under calendar.holidays and calendar.workdays"
            f" in the configuration, as the State Council announces them, or install a newer chinesecalendar."
        )
    for person in settings.staff.people:
        if not person.contact:
            yield (
                f"WARNING: {person.name} has no contact yet. Run `linli invite {person.name}` while the bot runs and"
                f" let them send the code to it in private."
            )
