"""The rules about local alliances, pledges and lessons, which stand beside outcomes.

Each with a word of the complaint, and the statements of which the database refuses the last.
"""

from collections.abc import Mapping

ABOUT_ALLIANCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "an alliance is a wish, explored, built or independent": (
        "alliancephase",
        (
            (
                "INSERT INTO alliance_phase (alliance_id, phase, since_on, known_until, precision,"
                " by_user_id, recorded_at) SELECT id, 'hoped', '2027-01-01', '2027-01-01', 'day',"
                " added_by_id, created_at FROM local_alliance"
            ),
        ),
    ),
    "how far an alliance was never changes": (
        "append only",
        ("UPDATE alliance_phase SET phase = 'independent'",),
    ),
    "how far an alliance was never goes": (
        "append only",
        ("DELETE FROM alliance_phase",),
    ),
    "an alliance is in a place": (
        "place_key",
        ("UPDATE local_alliance SET place_key = ''",),
    ),
    "a place has one alliance": (
        "place_key",
        ("UPDATE local_alliance SET place_key = 'x'",),
    ),
    "an alliance began on a day that is known so exactly": (
        "started_precision",
        ("UPDATE local_alliance SET started_on = '2027-01-01'",),
    ),
    "a criterion is one of four": (
        "criterion",
        ("UPDATE criterion_evidence SET criterion = 'e'",),
    ),
    "a criterion is shown by something": (
        "one_source",
        ("UPDATE criterion_evidence SET title = NULL",),
    ),
    "who takes evidence of a criterion back is known": (
        "criterion_evidence_withdrawn",
        ("UPDATE criterion_evidence SET withdrawn_at = added_at",),
    ),
}

ABOUT_PLEDGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "a pledge is of an organisation": (
        "organisation_id",
        ("UPDATE pledge SET organisation_id = NULL",),
    ),
    "a pledge was signed on a day": (
        "signed_on",
        ("UPDATE pledge SET signed_on = NULL",),
    ),
    "a pledge does not end before it was signed": (
        "ended_on",
        ("UPDATE pledge SET ended_on = '2020-01-01'",),
    ),
    "a talk about a pledge never changes": (
        "append only",
        ("UPDATE pledge_talk SET agreed = 'anders'",),
    ),
    "a talk about a pledge never goes": (
        "append only",
        ("DELETE FROM pledge_talk",),
    ),
}

ABOUT_LESSONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "a lesson helped or stood in the way": (
        "lessonfactor",
        ("UPDATE lesson SET factor = 'luck'",),
    ),
    "a lesson was learned at a meeting or from an outcome": (
        "learned_from",
        ("UPDATE lesson SET event_id = NULL",),
    ),
}

ABOUT_WORDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    f"{what} is said in words": (complaint, (f"UPDATE {table} SET {column} = ''",))  # noqa: S608 - ours
    for what, complaint, table, column in (
        ("a commitment", "commitment_text", "commitment", "text"),
        ("a party of a commitment", "commitment_party_name", "commitment_party", "name"),
        ("who began an alliance", "local_alliance_said", "local_alliance", "initiator"),
        ("the place of an alliance", "local_alliance_said", "local_alliance", "place"),
        ("what shows a criterion", "criterion_evidence_title", "criterion_evidence", "title"),
        ("a pledge", "pledge_text", "pledge", "text"),
        ("a lesson", "lesson_text", "lesson", "text"),
    )
}

BESIDE = {**ABOUT_ALLIANCES, **ABOUT_PLEDGES, **ABOUT_LESSONS, **ABOUT_WORDS}
