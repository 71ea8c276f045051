"""The rules about links, about what was seen of an outcome, and about what shows it.

Each with a word of the complaint, and the statements of which the database refuses the last.
"""

from collections.abc import Mapping

from tests.followups.rules import ABOUT_OUTCOMES
from tests.followups.rules_beside import BESIDE
from tests.followups.rules_of_asking import ABOUT_ASKING


def seen(status: str, *, text: str = "x", until: str = "2027-01-01", who: str = "'y'") -> str:
    """Write that somebody saw the outcome."""
    return (
        "INSERT INTO observation (outcome_id, observed_on, known_until, precision, status, text,"  # noqa: S608 - ours
        f" by_party, recorded_at) SELECT id, '2027-01-01', '{until}', 'day', '{status}', '{text}',"
        f" {who}, created_at FROM outcome"
    )


ABOUT_PROOF: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "outcomes do not run in a circle": (
        "circle",
        (
            (
                "INSERT INTO outcome_link (ref, from_id, to_id, kind, explanation)"
                " SELECT 'a', id, id, 'leads_to', 'x' FROM outcome"
            ),
        ),
    ),
    "no outcome stands beside itself": (
        "two_outcomes",
        (
            (
                "INSERT INTO outcome_link (ref, from_id, to_id, kind, explanation)"
                " SELECT 'a', id, id, 'beside', 'x' FROM outcome"
            ),
        ),
    ),
    "what changed is said in words": (
        "written",
        ("UPDATE outcome SET what_changed = ''",),
    ),
    "a title has words": (
        "written",
        ("UPDATE outcome SET title = ''",),
    ),
    "significance has words": (
        "written",
        ("UPDATE outcome SET significance_not_stated = (1 = 0), significance = ''",),
    ),
    "contribution has words": (
        "written",
        ("UPDATE outcome SET contribution_not_stated = (1 = 0), contribution = ''",),
    ),
    "without us has words": (
        "written",
        ("UPDATE outcome SET without_us = ''",),
    ),
    "other factors have words": (
        "written",
        ("UPDATE outcome SET other_factors = ''",),
    ),
    "a party that changed has a name": (
        "actor_name",
        ("UPDATE outcome_actor SET name = ''",),
    ),
    "a party that helped has a name": (
        "contributor_name",
        ("INSERT INTO outcome_contributor SELECT id, '', 'partner' FROM outcome",),
    ),
    "what was seen is said in words": (
        "observation_text",
        (seen("started", text=""),),
    ),
    "an observation is known until its day or later": (
        "known_until",
        (seen("started", until="2026-01-01"),),
    ),
    "evidence that was taken away shows nothing": (
        "needs evidence",
        (
            (
                "UPDATE evidence SET sha256 = "
                "'0000000000000000000000000000000000000000000000000000000000000000', "
                "received_sha256 = "
                "'0000000000000000000000000000000000000000000000000000000000000000', file_size "
                "= 9, file_kind = 'pdf', removed_at = added_at, removal_reason = 'x'"
            ),
            seen("realised"),
        ),
    ),
    "an observation never changes": (
        "append only",
        ("UPDATE observation SET text = 'anders'",),
    ),
    "an observation never goes": (
        "append only",
        ("DELETE FROM observation",),
    ),
    "an observation has a status of the list": (
        "outcomestatus",
        (seen("hoped"),),
    ),
    "an observation is by a party or by staff": (
        "one_observer",
        (seen("started", who="NULL"),),
    ),
    "nothing is realised without evidence": (
        "needs evidence",
        (
            "DELETE FROM evidence",
            seen("realised"),
        ),
    ),
    "the last evidence of what is realised stays": (
        "needs evidence",
        (
            seen("secured"),
            "DELETE FROM evidence",
        ),
    ),
    "evidence is one of eight kinds": (
        "evidencekind",
        ("UPDATE evidence SET kind = 'rumour'",),
    ),
    "a quote has at most 300 letters": (
        "quote",
        (
            (
                "UPDATE evidence SET quote = "
                "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'"
            ),
        ),
    ),
    "our own report is not independent": (
        "own_report",
        ("UPDATE evidence SET kind = 'own_report', independent = (1 = 1)",),
    ),
    "a file has a hash, a kind and a size": (
        "file_kind",
        (
            (
                "UPDATE evidence SET sha256 = "
                "'0000000000000000000000000000000000000000000000000000000000000000', "
                "received_sha256 = "
                "'0000000000000000000000000000000000000000000000000000000000000000', file_size "
                "= 9"
            ),
        ),
    ),
    "a public picture asks who is in it": (
        "portrayed_public",
        (
            (
                "UPDATE evidence SET sha256 = "
                "'0000000000000000000000000000000000000000000000000000000000000000', "
                "received_sha256 = "
                "'0000000000000000000000000000000000000000000000000000000000000000', file_size "
                "= 9, file_kind = 'jpg', public = (1 = 1)"
            ),
        ),
    ),
    "who takes a file away says why": (
        "removal",
        ("UPDATE evidence SET removed_at = added_at",),
    ),
}

RULES = {**ABOUT_OUTCOMES, **ABOUT_PROOF, **ABOUT_ASKING, **BESIDE}
