"""Fill `.venv` with exactly what a lock names, and with the project itself.

Runs before anything is installed, so it uses the standard library alone:
`python3 -m tools.environment requirements.lock`.
"""

import shutil
import sys

from tools import steps

PYTHON = str(steps.VENV_BIN / "python")


def install(*arguments: str) -> tuple[str, ...]:
    """Return the command that installs into `.venv`: by uv where there is one, else by pip."""
    if uv := shutil.which("uv"):
        return (uv, "pip", "install", "--quiet", "--python", PYTHON, *arguments)
    return (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def main() -> None:
    """Make the environment when it is not there, and bring it up to date with the lock."""
    lock = sys.argv[1]
    if not (steps.VENV_BIN / "pip").exists():
        steps.run("Making a Python environment in .venv", sys.executable, "-m", "venv", ".venv")
    steps.run(
        f"Installing the Python packages of {lock}",
        *install("--require-hashes", "--no-deps", "-r", lock),
    )
    steps.run(
        "Installing Academie itself",
        *install("--no-deps", "--no-build-isolation", "--editable", "."),
    )


if __name__ == "__main__":
    main()
