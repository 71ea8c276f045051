"""One step of a set-up: a sentence that tells what happens, and a command that stays silent."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV_BIN = ROOT / ".venv" / "bin"


def succeeds(sentence: str, *command: str) -> bool:
    """Say the sentence, run the command in the project's folder and show its output if it fails.

    Commands of the project's own environment go before those of the machine.
    """
    sys.stdout.write(f"- {sentence}\n")
    sys.stdout.flush()
    path = f"{VENV_BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
    return done.returncode == 0


def run(sentence: str, *command: str) -> None:
    """Take a step that the rest cannot do without.

    Raises:
        SystemExit: the command failed.
    """
    if not succeeds(sentence, *command):
        raise SystemExit(f"This step failed: {' '.join(command)}")
