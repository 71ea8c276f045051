"""Forgetting who stood at the door, on either side."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from academie.checkin.models import CheckIn, DoorDevice, DoorLink, Scan
from academie.core.retention import RetentionRule
from academie.events.retention import carry_out, over

AT_THE_DOOR = RetentionRule(
    ("door_link.name", "door_device.volunteer", "check_in.name", "scan.reason"),
    timedelta(weeks=2),
    "the end of the meeting",
)
RULES = (AT_THE_DOOR,)
_OF_DEVICE = (
    select(DoorLink.event_id).where(DoorLink.id == DoorDevice.door_link_id).scalar_subquery()
)


def erase_due(now: datetime) -> None:
    """Empty what names people at the door, of meetings that lie behind us; a duty of the worker."""
    for column, event_id in (
        (DoorLink.name, DoorLink.event_id),
        (DoorDevice.volunteer, _OF_DEVICE),
        (CheckIn.name, CheckIn.event_id),
        (Scan.reason, Scan.event_id),
    ):
        due = event_id.in_(over(AT_THE_DOOR, now))
        empty = update(column.class_).where(column.is_not(None), due).values({column: None})
        carry_out(AT_THE_DOOR, empty, now, of=event_id)
