"""How outcomes spread over their meetings, which SQLite has to count before it can search well.

Not knowing it, SQLite takes each index for as good as any other, and looks through all adopted
outcomes for those of one meeting. PostgreSQL counts by itself.
"""

from datetime import datetime

from academie.core.db import db
from academie.events.models import Event
from academie.followups.models import Outcome, OutcomeEvent

TABLES = (Event, Outcome, OutcomeEvent)
"""Of these no index holds anything about a person, so nothing of a person is written down."""


def count_anew(_now: datetime) -> None:
    """Let SQLite count how the values of each index spread; a duty of the worker.

    It looks at no more rows of an index than the pragma `analysis_limit` says: a few milliseconds.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        for table in TABLES:
            connection.exec_driver_sql(f"ANALYZE {table.__tablename__}")
