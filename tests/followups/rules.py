"""The rules about outcomes that the database holds by itself, by the name each has in the method.

Each with a word of the complaint, and the statements of which it refuses the last.
"""

from collections.abc import Mapping

ABOUT_OUTCOMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "somebody does something differently": (
        "what_changed",
        ("UPDATE outcome SET what_changed = NULL",),
    ),
    "a title": (
        "title",
        ("UPDATE outcome SET title = NULL",),
    ),
    "a party that changed, before review": (
        "reviewed whole",
        (
            "DELETE FROM outcome_actor",
            "UPDATE outcome SET state = 'submitted', submitted_at = created_at",
        ),
    ),
    "a place, before review": (
        "reviewed whole",
        (
            "DELETE FROM outcome_place",
            "UPDATE outcome SET state = 'submitted', submitted_at = created_at",
        ),
    ),
    "one sort of change or more, before review": (
        "reviewed whole",
        (
            "DELETE FROM outcome_kind",
            "UPDATE outcome SET state = 'submitted', submitted_at = created_at",
        ),
    ),
    "a party stays under review": (
        "reviewed whole",
        (
            "UPDATE outcome SET state = 'submitted', submitted_at = created_at",
            "DELETE FROM outcome_actor",
        ),
    ),
    "a helper has a role of the list": (
        "contributorrole",
        ("INSERT INTO outcome_contributor SELECT id, 'Gemeente', 'sponsor' FROM outcome",),
    ),
    "a place is a municipality, a region or the country": (
        "placekind",
        ("UPDATE outcome_place SET kind = 'street'",),
    ),
    "a day has a precision": (
        "changed_precision",
        ("UPDATE outcome SET changed_precision = 'day'",),
    ),
    "nothing comes of a meeting before it": (
        "after its meeting",
        ("UPDATE outcome SET changed_on = '2026-12-01', changed_precision = 'quarter'",),
    ),
    "what was there before is not linked to a meeting afterwards": (
        "after its meeting",
        (
            "DELETE FROM outcome_event",
            "UPDATE outcome SET changed_on = '2027-03-08', changed_precision = 'day'",
            "INSERT INTO outcome_event SELECT outcome.id, event.id, 'later' FROM outcome, event",
        ),
    ),
    "a link that is not shown does not become one of what was there before": (
        "after its meeting",
        (
            "UPDATE outcome_event SET link = 'not_shown'",
            "UPDATE outcome SET changed_on = '2027-03-08', changed_precision = 'day'",
            "UPDATE outcome SET changed_on = '2027-01-01', changed_precision = 'year'",
            "UPDATE outcome_event SET link = 'later'",
            "UPDATE outcome SET changed_on = '2027-03-08', changed_precision = 'day'",
        ),
    ),
    "a precision is one of six": (
        "precision",
        ("UPDATE outcome SET changed_precision = 'week'",),
    ),
    "a sort of change is one of six": (
        "changekind",
        ("UPDATE outcome_kind SET kind = 'hope'",),
    ),
    "a level is one of six": (
        "level",
        ("UPDATE outcome SET level = 'world'",),
    ),
    "a line is one of three": (
        "changeline",
        ("UPDATE outcome SET line = 'hopen'",),
    ),
    "one line is the main one": (
        "stands once",
        ("INSERT INTO outcome_line SELECT id, line FROM outcome",),
    ),
    "another line does not become the main one too": (
        "stands once",
        (
            "INSERT INTO outcome_line SELECT id, 'verzachten' FROM outcome",
            "UPDATE outcome SET line = 'verzachten'",
        ),
    ),
    "an opgave is a row of a list with its day": (
        "",
        ("INSERT INTO outcome_challenge SELECT id, 99999 FROM outcome",),
    ),
    "a source of knowledge is one of three": (
        "knowledgesource",
        ("INSERT INTO outcome_source SELECT id, 'rumour' FROM outcome",),
    ),
    "a direction is one of three": (
        "direction",
        ("UPDATE outcome SET direction = 'up'",),
    ),
    "intended is one of four": (
        "intended",
        ("UPDATE outcome SET intended = 'maybe'",),
    ),
    "reach is number, unit and kind": (
        "reach_whole",
        ("UPDATE outcome SET reach_number = 300",),
    ),
    "reach is counted, estimated or planned": (
        "reachkind",
        ("UPDATE outcome SET reach_number = 1, reach_unit = 'x', reach_kind = 'hoped'",),
    ),
    "significance or not stated, before review": (
        "significance_before_review",
        (
            (
                "UPDATE outcome SET significance_not_stated = (1 = 0), state = 'submitted', "
                "submitted_at = created_at"
            ),
        ),
    ),
    "who scored significance": (
        "significance_scorer",
        ("UPDATE outcome SET significance_score = 'high'",),
    ),
    "contribution or not stated, before review": (
        "contribution_before_review",
        (
            (
                "UPDATE outcome SET contribution_not_stated = (1 = 0), state = 'submitted', "
                "submitted_at = created_at"
            ),
        ),
    ),
    "no contribution without a meeting": (
        "contribution_needs_event",
        (
            "DELETE FROM outcome_event",
            "UPDATE outcome SET contribution_score = 'unknown'",
        ),
    ),
    "without us, from substantial": (
        "without_us",
        ("UPDATE outcome SET contribution_score = 'substantial', other_factors = 'Geld'",),
    ),
    "other factors, from small": (
        "other_factors",
        ("UPDATE outcome SET contribution_score = 'small'",),
    ),
    "a state is one of five": (
        "no such move",
        ("UPDATE outcome SET state = 'hidden'",),
    ),
    "nothing is adopted that was not handed in": (
        "no such move",
        (
            (
                "UPDATE outcome SET state = 'adopted', submitted_at = created_at, adopted_at = "
                "created_at, reviewer_id = (SELECT max(id) FROM user_account)"
            ),
        ),
    ),
    "who returns says why": (
        "returned",
        (
            "UPDATE outcome SET state = 'submitted', submitted_at = created_at",
            "UPDATE outcome SET state = 'returned'",
        ),
    ),
    "who adopts is known": (
        "adopted",
        (
            "UPDATE outcome SET state = 'submitted', submitted_at = created_at",
            "UPDATE outcome SET state = 'adopted'",
        ),
    ),
    "the author does not judge": (
        "author_does_not_review",
        ("UPDATE outcome SET reviewer_id = author_id",),
    ),
    "who withdraws says why": (
        "withdrawn",
        ("UPDATE outcome SET state = 'withdrawn'",),
    ),
    "the way it went only grows": (
        "append only",
        ("UPDATE outcome_move SET state = 'adopted'",),
    ),
    "no step of its way is taken out": (
        "append only",
        ("DELETE FROM outcome_move",),
    ),
    "visible for one of three": (
        "visibility",
        ("UPDATE outcome SET visibility = 'friends'",),
    ),
    "a meeting hangs together in one of four ways": (
        "eventlink",
        ("UPDATE outcome_event SET link = 'surely'",),
    ),
}
