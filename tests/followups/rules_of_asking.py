"""The rules about what was agreed in a room, and about the questions after a meeting.

Each with a word of the complaint, and the statements of which the database refuses the last.
"""

from collections.abc import Mapping

ABOUT_ASKING: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "a question comes after three, six, twelve or twenty-four months": (
        "checkpoint_months",
        ("UPDATE checkpoint SET months = 4",),
    ),
    "after so many months one question comes": (
        "months",
        (
            (
                "INSERT INTO checkpoint (ref, event_id, months, due_on, link_version)"
                " SELECT 'x', event_id, months, due_on, 1 FROM checkpoint"
            ),
        ),
    ),
    "an answer came at a moment": (
        "checkpoint_answered",
        ("UPDATE checkpoint SET result = 'no_change'",),
    ),
    "who gives up does so at a moment": (
        "checkpoint_given_up",
        ("UPDATE checkpoint SET result = 'no_answer'",),
    ),
    "an answer came by some way": (
        "checkpoint_channel_known",
        ("UPDATE checkpoint SET result = 'no_change', answered_at = CURRENT_TIMESTAMP",),
    ),
    "of an answer by telephone is known who wrote it down": (
        "checkpoint_answered_by",
        (
            (
                "UPDATE checkpoint SET result = 'no_change', answered_at = CURRENT_TIMESTAMP,"
                " channel = 'phone'"
            ),
        ),
    ),
    "what was mailed was mailed last": (
        "checkpoint_sent",
        ("UPDATE checkpoint SET sent_at = CURRENT_TIMESTAMP",),
    ),
    "only a reported change becomes an outcome": (
        "checkpoint_outcome_of_change",
        (
            (
                "UPDATE checkpoint SET result = 'no_change', answered_at = CURRENT_TIMESTAMP,"
                " channel = 'link', outcome_id = (SELECT id FROM outcome)"
            ),
        ),
    ),
    "a question without an answer led to nothing yet": (
        "checkpoint_outcome_of_change",
        ("UPDATE checkpoint SET outcome_id = (SELECT id FROM outcome)",),
    ),
    "a contact is asked at an address in small letters": (
        "follow_up_email_lowercase",
        ("UPDATE follow_up SET contact_email = 'Iemand@voorbeeld.nl'",),
    ),
    "a contact is forgotten whole": (
        "follow_up_emptied_whole",
        ("UPDATE follow_up SET contact_name = NULL",),
    ),
    "the page of a room is open sixty days at most": (
        "commitment_page_days",
        ("UPDATE commitment_page SET days = 61",),
    ),
    "who put something aside is known": (
        "commitment_struck",
        ("UPDATE commitment SET struck_at = CURRENT_TIMESTAMP",),
    ),
    "who of the staff wrote something down is known": (
        "commitment_recorder",
        ("UPDATE commitment SET source = 'staff'",),
    ),
    "who approved did so at a moment": (
        "commitment_approved",
        ("UPDATE commitment SET approved_by_id = (SELECT author_id FROM outcome)",),
    ),
    "staff look at what was written in a room alone": (
        "commitment_approved",
        (
            (
                "UPDATE commitment SET source = 'staff',"
                " recorded_by_id = (SELECT author_id FROM outcome)"
            ),
            "UPDATE commitment SET approved_at = CURRENT_TIMESTAMP",
        ),
    ),
    "a party is asked at an address in small letters": (
        "commitment_party_email_lowercase",
        ("UPDATE commitment_party SET email = 'Iemand@voorbeeld.nl'",),
    ),
    "a party answered at a moment": (
        "commitment_party_answered",
        ("UPDATE commitment_party SET answer = 'confirmed'",),
    ),
    "the address of a party that answered is gone": (
        "commitment_party_answered_without_email",
        (
            (
                "UPDATE commitment_party SET answer = 'confirmed', email = 'iemand@voorbeeld.nl',"
                " answered_at = CURRENT_TIMESTAMP"
            ),
        ),
    ),
    "a commitment is for oneself, with others or for the country": (
        "commitmentlevel",
        ("UPDATE commitment SET level = 'world'",),
    ),
    "a commitment is open, kept or lapsed": (
        "commitmentstatus",
        ("UPDATE commitment SET status = 'hoped'",),
    ),
    "a party says that a commitment is its own or that it is not": (
        "partyanswer",
        ("UPDATE commitment_party SET answer = 'maybe', answered_at = CURRENT_TIMESTAMP",),
    ),
    "a question ends in one of five ways": (
        "checkpointresult",
        (
            (
                "UPDATE checkpoint SET result = 'maybe', answered_at = CURRENT_TIMESTAMP,"
                " given_up_at = CURRENT_TIMESTAMP, channel = 'link'"
            ),
        ),
    ),
    "an answer comes by link, telephone or visit": (
        "ck_checkpoint_channel",
        (
            (
                "UPDATE checkpoint SET result = 'no_change', answered_at = CURRENT_TIMESTAMP,"
                " channel = 'pigeon', answered_by_id = (SELECT author_id FROM outcome)"
            ),
        ),
    ),
    "a question is of a day": (
        "due_on",
        ("UPDATE checkpoint SET due_on = NULL",),
    ),
}
