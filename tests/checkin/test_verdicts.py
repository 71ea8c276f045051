"""The rules of the door, by a table of cases that any other reader of the rules can use too."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from academie.checkin.terms import Verdict
from academie.checkin.verdicts import TicketFacts, judge
from academie.registrations.models import RegistrationStatus

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("verdict_cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_door_judges_as_the_table_says(case: dict[str, Any]) -> None:
    rule = judge(TicketFacts(**case["facts"]))

    assert (rule.verdict, rule.admit) == (Verdict(case["verdict"]), case["admit"])


def test_the_table_has_a_case_for_every_verdict() -> None:
    assert {case["verdict"] for case in CASES} == set(Verdict)


def test_every_ticket_gets_a_verdict() -> None:
    flags = itertools.product([True, False], repeat=6)
    names = ("this_event", "takes_place", "listed", "valid", "already_in", "too_early")

    verdicts = {
        judge(
            TicketFacts(known=True, status=status, **dict(zip(names, values, strict=True)))
        ).verdict
        for values in flags
        for status in RegistrationStatus
    }

    assert verdicts == set(Verdict) - {Verdict.UNKNOWN}
