"""The command line: what each command takes, and the one place where errors become sentences and exit codes."""

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from dispatch.errors import LinliError

FINE, FINDINGS, WRONG_USAGE = 0, 1, 2

EXAMPLES = """\
examples:
  linli demo                                   a chat page with a demo community, no account needed
  linli check --config config.yaml             every fault of configuration and lexicon, with its line
  linli run --config config.yaml               the real thing
  echo '3栋2单元电梯又坏了' | linli classify --explain
  linli replay data/demo/day.txt               a whole day through the whole pipeline, in a virtual clock
"""


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is 0 fine, 1 findings, 2 wrong usage."""
    _accept_any_text(sys.stdout)
    options = _parser().parse_args(arguments)
    _set_up_logging(options.verbose)
    try:
        return _dispatch(options)
    except LinliError as error:
        print(f"linli: {error}", file=sys.stderr)
        return FINDINGS
    except KeyboardInterrupt:
        return FINE
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing more can be said
        return FINE


def _dispatch(options: argparse.Namespace) -> int:
    """Commands are imported when they run, so that --help and --version answer at once."""
    if options.command in ("demo", "run"):
        from bot.commands.serving import demo, serve

        return demo(options) if options.command == "demo" else serve(options)
    if options.command == "classify":
        from bot.commands.classifying import classify

        return classify(options)
    if options.command == "eval":
        from bot.commands.measuring import evaluate

        return evaluate(options)
    if options.command == "lexicon":
        return _lexicon_action(options)
    if options.command == "replay":
        from bot.commands.replaying import replay

        return replay(options)
    if options.command == "simulate":
        from bot.commands.simulating import simulate

        return simulate(options)
    if options.command in ("invite", "bindings", "unbind"):
        from bot.commands import binding

        act = {"invite": binding.invite, "bindings": binding.bindings, "unbind": binding.unbind}
        return act[options.command](options)
    if options.command == "roster":
        from bot.commands.rosters import roster_check

        return roster_check(options)
    from bot.commands.checking import check, migrate

    return check(options) if options.command == "check" else migrate(options)


def _lexicon_action(options: argparse.Namespace) -> int:
    if options.action == "fit":
        from bot.commands.fitting import fit

        return fit(options)
    from bot.commands.suggesting import corrections, suggest

    return suggest(options) if options.action == "suggest" else corrections(options)


def _accept_any_text(stream: TextIO) -> None:
    """What cannot be encoded, such as half an emoji, is printed as a question mark."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")


def _set_up_logging(verbose: bool) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="linli",
        description="Linli 邻里: hears a neighbour's request in the group, puts it in a grid member's hands.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"linli {version('linli')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for add in (
        _demo,
        _run,
        _check,
        _migrate,
        _roster,
        _invite,
        _bindings,
        _unbind,
        _classify,
        _replay,
        _simulate,
        _eval,
        _lexicon,
    ):
        add(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse gives the type of add_subparsers no public name


def _command(commands: Commands, name: str, help_: str, example: str) -> argparse.ArgumentParser:  # type: ignore[type-arg]
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help_,
        description=help_,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("-v", "--verbose", action="store_true", help="log what happens to stderr")
    return command


def _demo(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands, "demo", "a chat page with a demo community in this browser", "linli demo --port 8600"
    )
    command.add_argument(
        "--port", type=_port, default=8600, help="port on 127.0.0.1; 0 takes a free one (8600)"
    )
    command.add_argument("--no-browser", action="store_true", help="only print the address")
    command.add_argument(
        "--data", type=Path, help="keep the demo's data in this folder (default: a temporary one)"
    )


def _run(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(commands, "run", "serve a community as configured", "linli run --config config.yaml")
    _config(command)


def _check(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands, "check", "list every fault of configuration and lexicon", "linli check --config config.yaml"
    )
    _config(command)


def _migrate(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands,
        "migrate",
        "bring the database to this version's schema",
        "linli migrate --config config.yaml",
    )
    _config(command)


def _roster(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands,
        "roster",
        "查岗: gaps, overloaded people and leaves of the next 14 days; exit 1 when there is a gap",
        "linli roster check --config config.yaml",
    )
    command.add_argument("action", choices=("check",), help="what to do")
    _config(command)


def _classify(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands,
        "classify",
        "read messages from stdin, one a line, and say what each means",
        "echo '3栋2单元电梯又坏了' | linli classify --explain",
    )
    command.add_argument(
        "--jsonl", action="store_true", help="lines are JSON objects with text, from, role, group, at, quote"
    )
    command.add_argument("--explain", action="store_true", help="for people instead of machines")
    command.add_argument("--config", type=Path, help="whose compounds and people to know (default: none)")


def _replay(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands,
        "replay",
        "play a transcript with a virtual clock through the whole pipeline",
        "linli replay data/demo/day.txt",
    )
    command.add_argument("file", type=Path, help="the transcript")
    command.add_argument("--config", type=Path, help="the community (default: the demo community)")
    command.add_argument("--json", action="store_true", help="one JSON object instead of the conversation")
    command.add_argument(
        "--speed", type=float, default=0, help="times real time; 0 is as fast as it goes (0)"
    )
    command.add_argument("--db", help="keep the outcome in this database, e.g. sqlite:///day.db")


def _simulate(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands,
        "simulate",
        "live a community's month under a virtual clock and judge whether anything fell through",
        "linli simulate --cases 400 --seed 7",
    )
    command.add_argument("--days", type=_count, default=30, help="how long; a month holds two holidays (30)")
    command.add_argument(
        "--cases", type=_count, default=400, help="at least so many cases; 400 a community (400)"
    )
    command.add_argument(
        "--seed", type=int, default=1, help="which throw of the dice; the same is the same month (1)"
    )
    command.add_argument("--json", action="store_true", help="one JSON object instead of a table")


def _eval(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands,
        "eval",
        "measure understanding on labelled text (.tsv: text, label; .jsonl: group logs with truth)",
        "linli eval phrases.tsv",
    )
    command.add_argument("files", nargs="+", type=Path, help="labelled files, or folders of them")
    command.add_argument(
        "--held-out",
        action="store_true",
        help="fit on the same files, and read each by weights that never saw its voice (needs scikit-learn)",
    )
    command.add_argument("--encoder", action="store_true", help="with the second reader of linli[encoder]")
    command.add_argument(
        "--without",
        action="append",
        choices=("written", "fitted", "frame", "rules", "talk"),
        help="leave a part of the understanding out; may be given several times",
    )
    command.add_argument("--json", action="store_true", help="one JSON object instead of a table")


def _lexicon(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands,
        "lexicon",
        "fit the weights of the lexicon (needs scikit-learn), suggest cues from corrections by staff, list these",
        "linli lexicon suggest --config config.yaml",
    )
    command.add_argument("action", choices=("fit", "suggest", "corrections"), help="what to do")
    command.add_argument(
        "--examples",
        type=Path,
        help="fit: the folder of labelled files (default: the shipped one); "
        "suggest: a .tsv of corrections, text and type or none, instead of the community's",
    )
    command.add_argument("--lexicon", type=Path, help="the folder of the lexicon (default: the shipped one)")
    command.add_argument(
        "--check",
        action="store_true",
        help="fit: write nothing; exit 1 when the weights are not from these examples",
    )
    command.add_argument("--delete", metavar="ID", help="corrections: delete this one, or all")
    command.add_argument("--json", action="store_true", help="suggest, corrections: JSON instead of a table")
    _config(command)


def _invite(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands, "invite", "a one-time code that ties somebody's account to a person", "linli invite 王芳"
    )
    command.add_argument("person", help="the name of one of the staff")
    _config(command)


def _bindings(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(commands, "bindings", "the accounts that codes have tied to people", "linli bindings")
    command.add_argument("--audit", action="store_true", help="also who did what when")
    command.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    _config(command)


def _unbind(commands: Commands) -> None:  # type: ignore[type-arg]
    command = _command(
        commands, "unbind", "take an account, or all of a person's, from them", "linli unbind 王芳"
    )
    command.add_argument("who", help="a name, or a contact as `linli bindings` shows it")
    _config(command)


def _config(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--config", type=Path, default=Path("config.yaml"), help="the configuration (config.yaml)"
    )


def _count(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text} is no count; give a whole number from 1")
    return count


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port; give a number from 0 to 65535")
    return port
