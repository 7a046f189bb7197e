"""Starting in a process of its own: the understanding with jieba, and a whole city with its memory."""

import asyncio
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.rows import Row

ROOT = Path(__file__).parents[2]
STARTS_IN = 3.0  # s, a city
READS_IN = 1.5  # s, the understanding
HOLDS = 300.0  # MB


def rows(groups: int) -> list[Row]:
    """From a new interpreter to the first message read, and to a bot that hears `groups` groups."""
    with TemporaryDirectory(prefix="linli-bench-") as folder:
        first, later = (_started("understanding", Path(folder), 0) for _ in range(2))
        city = _started("city", Path(folder), groups)
    name = f"a city, {groups:,} groups"
    return [
        _seconds("start of the understanding, jieba's dictionary not yet cached", first["ready"]),
        _seconds("start of the understanding, jieba's dictionary cached", later["ready"], READS_IN),
        _seconds(
            f"start of {name}, from its configuration file",
            city["ready"],
            note=f"of which reading the file takes {city['configuration']:.1f} s",
        ),
        Row(name=f"peak memory of {name}", value=city["memory"], unit="MB", limit=HOLDS, at_most=1),
    ]


def _seconds(name: str, value: float, limit: float = STARTS_IN, note: str = "") -> Row:
    return Row(name=name, value=value, unit="s", limit=limit, at_most=1, note=note)


def _started(what: str, folder: Path, groups: int) -> dict[str, float]:
    """Seconds until a new process says that it is ready, and what it says about itself."""
    begun = perf_counter()
    command = [sys.executable, "-m", "tests.bench.starting", what, str(folder), str(groups)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # it was piped
        said = process.stdout.readline()
        ready = perf_counter() - begun
    if not said:
        raise RuntimeError(f"{what} did not start; its error stands above")
    found: dict[str, float] = json.loads(said)
    return {"ready": ready, **found}


def _say(found: dict[str, float]) -> None:
    print(json.dumps({**found, "memory": _peak() / 1024}), flush=True)


def _peak() -> int:
    """The most memory in KiB since this program was loaded; elsewhere than on Linux also what its parent had."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.is_file() else []
    found = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), None)
    return int(found) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _start_understanding(_: Path, __: int) -> None:
    from bot.assets import lexicon_folder
    from intents.lexicon import Lexicon
    from intents.model import Message
    from intents.understand import Understanding

    Understanding(Lexicon.load(lexicon_folder())).read(Message(text="3栋2单元电梯又坏了", group="业主群"))
    _say({})


def _start_city(folder: Path, groups: int) -> None:
    from tests.bench.running import bot

    async def start() -> None:
        async with bot(groups) as running:
            _say({"configuration": running.loading})

    asyncio.run(start())


if __name__ == "__main__":
    start_of = {"understanding": _start_understanding, "city": _start_city}[sys.argv[1]]
    start_of(Path(sys.argv[2]), int(sys.argv[3]))
