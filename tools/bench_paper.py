"""Measure paper for a full hall: `python -m tools.bench_paper` prints a line of JSON."""

import json
import tempfile
import time
from pathlib import Path

from flask_migrate import upgrade

from academie.app import create_app
from academie.checkin.badges import Badge, Sheet, badges_pdf
from tests.conftest import test_settings
from tests.factories import make_event

BADGES = 500


def main() -> None:
    """Print how long the name badges of a full hall take."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(test_settings(f"sqlite:///{folder}/bench.sqlite", Path(folder)))
        badges = [Badge(f"Gast {number}", "Voedselbank", "Schulden") for number in range(BADGES)]
        with app.test_request_context():
            upgrade()
            event = make_event()
            begun = time.process_time()
            badges_pdf(event, badges, Sheet.MIDDLE)
            seconds = time.process_time() - begun
    line = {"name": f"{BADGES} name badges", "cpu_ms": round(seconds * 1000)}
    print(json.dumps(line))  # noqa: T201 - printing is the point


if __name__ == "__main__":
    main()
