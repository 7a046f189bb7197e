"""Who and where a transcript means, on the console channel: members, groups, private chats, pictures."""

from dataclasses import dataclass
from pathlib import Path

from bot.assets import demo_folder
from bot.channels.console import ConsoleChannel, Member
from bot.rehearsal.sketch import sketch
from bot.rehearsal.steps import Where
from dispatch.errors import LinliError


class PlayError(LinliError):
    """The transcript cannot be played."""


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The names of a transcript on a console; residents whom it does not know are made on the fly."""

    console: ConsoleChannel
    folder: Path | None = None  # where the transcript's own pictures lie

    def member(self, name: str) -> Member:
        return self.console.ensure_member(name)

    def conversation(self, where: Where) -> str:
        """The conversation's id; PlayError when there is no such group."""
        if where.group is None:
            return self.member(where.person).contact
        group = next((group for group in self.console.groups() if group.name == where.group), None)
        if group is None:
            raise PlayError(f"there is no group {where.group} on the console; list it under console.groups")
        return group.conversation

    def where(self, conversation: str) -> Where:
        for group in self.console.groups():
            if group.conversation == conversation:
                return Where(group=group.name)
        return Where(person=self.name(conversation))

    def name(self, contact: str) -> str:
        return next((m.name for m in self.console.members() if m.contact == contact), contact)

    def last_said(self, contact: str, conversation: str) -> str:
        """The id of somebody's last line that was not taken back; PlayError when there is none."""
        own = [
            line.id
            for line in self.console.lines(conversation)
            if line.sender == contact and not line.recalled
        ]
        if not own:
            raise PlayError(f"{self.name(contact)} has nothing to take back")
        return own[-1]

    def picture(self, name: str) -> bytes:
        """The picture beside the transcript, else the demo's, else one drawn from its name."""
        folders = [folder for folder in (self.folder, demo_folder() / "pictures") if folder]
        file = next((folder / name for folder in folders if (folder / name).is_file()), None)
        return file.read_bytes() if file else sketch(name)
