"""Fetch the files from npm that Academie serves, also on a machine without Node.js."""

import shutil

from tools import environment, steps


def npm() -> str:
    """Return the machine's npm, else the one of `.venv`, installed from its own small lock."""
    if found := shutil.which("npm"):
        return found
    ours = steps.VENV_BIN / "npm"
    if not ours.exists():
        steps.run(
            "Installing Node.js in .venv, because this machine has none",
            *environment.install("--require-hashes", "--no-deps", "-r", "requirements-node.lock"),
        )
    return str(ours)


if __name__ == "__main__":
    steps.run("Installing the scanner and the font from npm", npm(), "ci")
