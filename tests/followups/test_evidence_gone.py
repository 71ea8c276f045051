"""Files that must not be there: taken away before a backup, or cut off while they came."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from academie import duties
from academie.config import current_settings
from academie.core import store
from academie.core.db import db
from academie.followups import proving
from academie.followups.evidence import Evidence
from academie.privacy import replay
from tests.core import files
from tests.factories import NOW
from tests.followups.factories import LATER, adopted, author, show_file

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: this is about files."""
    return sqlite_url


class Slow:
    """A file of which the second half never comes."""

    came = False

    def read(self, _size: int) -> bytes:
        """Give half of it, then wait for ever."""
        if self.came:
            time.sleep(60)
        self.came = True
        return files.pdf()[:100]


def test_a_worker_killed_in_mid_upload_leaves_no_row_and_nothing_to_fetch() -> None:
    folder = store.folder()
    child = os.fork()
    if child == 0:
        with proving.intake(Slow()):  # type: ignore[arg-type] # all that is asked of a source
            os._exit(1)
    while not any(folder.iterdir()):
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    assert [path.name.startswith(".") for path in folder.iterdir()] == [True]
    assert db.session.query(Evidence).count() == 0
    duties.clear_files(datetime.now(UTC) + timedelta(hours=2))
    assert list(folder.iterdir()) == []


def test_a_file_that_was_taken_away_goes_again_after_a_backup_is_put_back() -> None:
    evidence = show_file(adopted())
    proving.remove_file(evidence, by=author(), reason="Iemand wil dit niet.", now=NOW)
    db.session.commit()
    replay.write_down(NOW)
    evidence.removed_at = evidence.removed_by = evidence.removal_reason = None
    db.session.commit()

    done = replay.again(replay.read(current_settings().data_dir / replay.FILE), now=LATER)
    db.session.commit()

    assert (done, evidence.has_file, proving.kept_files()) == (1, False, set())
