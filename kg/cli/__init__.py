"""The command line: the one place that brings loaders, pipeline, stores and pages together.

A command parses, calls the library and prints. What a command needs is imported inside it, so that a lookup does not pay for
the language model. Data goes to standard output; messages and progress go to standard error.

Exit codes: 0 fine, 1 internal error, 2 usage (a bad query too), 3 not found, 4 ambiguous, 5 some inputs could not be read and
all others were, 6 store unreachable, 7 `validate` found a broken shape, 130 interrupted, 141 the reader of our output went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from kg.cli.app import app
from kg.cli.output import OutputClosedError, complain, give_up_output, prepare_streams
from kg.errors import KgError

INTERNAL, INTERRUPTED, PIPE_CLOSED = 1, 130, 141


def main() -> None:
    """Runs the command line on the program's arguments and leaves with the exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code; whatever went wrong is told in one line on standard error."""
    prepare_streams()
    try:
        code = app(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, OutputClosedError):
        give_up_output()
        return PIPE_CLOSED
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except KgError as error:
        complain(str(error))
        return error.exit_code
    except typer.TyperException as error:
        complain(_usage(error))
        return error.exit_code
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        complain(f"internal error: {type(error).__name__}: {error}; set KG_DEBUG=1 to see where, and please report it")
        return INTERNAL
    if code == INTERRUPTED:
        complain("interrupted")
    return code if isinstance(code, int) else 0


def _usage(error: typer.TyperException) -> str:
    """What is wrong with the arguments, and where the right ones are shown."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "kg"
    return f"{error.format_message().rstrip('.')} ({command} --help)"
