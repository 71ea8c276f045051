"""What each field of an outcome as open data means: the one source of schema and dictionary."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.terms import Term
from academie.followups.terms import (
    ChangeKind,
    Contribution,
    ContributorRole,
    Direction,
    EventLink,
    EvidenceKind,
    Intended,
    Level,
    OutcomeStatus,
    Precision,
    ReachKind,
    Significance,
    Strength,
)
from academie.reference.models import ChangeLine, KnowledgeSource

Schema = dict[str, Any]
Words = type[Term]
_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
_DAY: Schema = {"type": "string", "format": "date"}
_DAY_OR_NONE: Schema = {"type": ["string", "null"], "format": "date"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
_YES_NO: Schema = {"type": "boolean"}


class Field(NamedTuple):
    """A field of a record.

    Attributes:
        words: each value it may have, with what it means; empty when it is free.
    """

    name: str
    meaning: LazyString
    schema: Schema
    words: tuple[tuple[str, LazyString], ...] = ()


def _one(name: str, meaning: LazyString, words: Words, *, or_none: bool = False) -> Field:
    values: list[str | None] = [word.value for word in words]
    schema = {"enum": [*values, None] if or_none else values}
    return Field(name, meaning, schema, tuple((word.value, word.label) for word in words))


def _several(name: str, meaning: LazyString, words: Words) -> Field:
    one = _one(name, meaning, words)
    return one._replace(schema={"type": "array", "items": one.schema, "uniqueItems": True})


def _texts(name: str, meaning: LazyString) -> Field:
    return Field(name, meaning, {"type": "array", "items": _TEXT})


def _rows(name: str, meaning: LazyString, *columns: Field) -> Field:
    items = record_schema(columns)
    words = tuple(word for column in columns for word in column.words)
    return Field(name, meaning, {"type": "array", "items": items}, words)


def record_schema(fields: tuple[Field, ...]) -> Schema:
    """Describe a record that has exactly these fields."""
    return {
        "type": "object",
        "properties": {
            field.name: field.schema | {"description": str(field.meaning)} for field in fields
        },
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def _fields() -> Iterator[Field]:
    yield Field(
        "id",
        _("Vast nummer van de opbrengst. Het verandert nooit."),
        {"type": "string", "pattern": "^OPB-[0-9]{4,9}$"},
    )
    yield Field("url", _("Adres van de pagina van de opbrengst."), _ADDRESS)
    yield from _told()
    yield from _weighed()
    yield from _known()
    yield from _lists()


def _told() -> Iterator[Field]:
    yield Field("title", _("Titel."), _TEXT)
    yield Field("what_changed", _("Wie doet wat anders?"), _TEXT)
    yield Field("child_view", _("Wat merkt een kind hiervan?"), _TEXT_OR_NONE)
    yield Field(
        "changed_on",
        _("Eerste dag van de tijd waarin het veranderde. Leeg als die niet bekend is."),
        _DAY_OR_NONE,
    )
    yield _one("changed_precision", _("Hoe precies die tijd bekend is."), Precision)
    yield _one("level", _("Waar in de samenleving de verandering is."), Level)
    yield _one("line", _("De lijn van verandering."), ChangeLine)
    yield _one("direction", _("Of het goed is voor kinderen."), Direction)
    yield _one("intended", _("Of het de bedoeling was."), Intended)
    yield Field(
        "reach_number",
        _(
            "Om hoeveel het gaat: geteld, geschat of gepland, zie reach_kind."
            " Leeg als dat niet is gezegd, of als het er minder dan 5 zijn."
        ),
        {"type": ["integer", "null"], "minimum": 0},
    )
    yield Field("reach_unit", _("Om wie of wat het gaat."), _TEXT_OR_NONE)
    yield _one(
        "reach_kind",
        _("Hoe het getal bekend is. Tel verschillende soorten nooit bij elkaar op."),
        ReachKind,
        or_none=True,
    )


def _weighed() -> Iterator[Field]:
    yield Field("significance", _("Waarom dit belangrijk is."), _TEXT_OR_NONE)
    yield _one("significance_score", _("Hoe belangrijk dit is."), Significance, or_none=True)
    yield Field("contribution", _("Hoe een bijeenkomst hielp."), _TEXT_OR_NONE)
    yield _one(
        "contribution_score", _("Hoeveel een bijeenkomst hielp."), Contribution, or_none=True
    )
    yield Field("without_us", _("Wat er anders was gebeurd."), _TEXT_OR_NONE)
    yield Field("other_factors", _("Wat er nog meer hielp."), _TEXT_OR_NONE)
    yield Field("transferable", _("Wat anderen kunnen overnemen."), _TEXT_OR_NONE)


def _known() -> Iterator[Field]:
    yield Field(
        "reach_is_few", _("Of het er 1 tot en met 4 zijn. Dan is reach_number leeg."), _YES_NO
    )
    yield _one("status", _("Hoe ver het is, volgens de laatste waarneming."), OutcomeStatus)
    yield _one("strength", _("Hoe goed het is aangetoond."), Strength)
    yield Field("counts", _("Of het meetelt in totalen. Wat betwist is, telt niet mee."), _YES_NO)
    yield Field("adopted_on", _("Dag waarop de opbrengst is vastgesteld."), _DAY)


def _lists() -> Iterator[Field]:
    yield _texts("municipalities", _("Gemeenten waar het is."))
    yield _texts("regions", _("Regio's waar het is."))
    yield Field("national", _("Of het voor heel Nederland is."), _YES_NO)
    yield _texts("actors", _("Organisaties en groepen die iets anders doen."))
    yield _several("kinds", _("Wat voor verandering het is."), ChangeKind)
    yield _several("other_lines", _("Andere lijnen van verandering."), ChangeLine)
    yield _several("knowledge_sources", _("Kennis waarop het rust."), KnowledgeSource)
    yield _rows(
        "meetings",
        _("Bijeenkomsten: vast nummer, titel, adres, en hoe het ermee samenhangt."),
        Field("id", _("Vast nummer van de bijeenkomst."), _TEXT),
        Field("title", _("Titel."), _TEXT),
        Field("url", _("Adres van de pagina."), _ADDRESS),
        _one("link", _("Hoe het ermee samenhangt."), EventLink),
    )
    yield _rows(
        "contributors",
        _("Organisaties die hielpen, en wat zij deden."),
        Field("name", _("Naam van de organisatie of groep."), _TEXT),
        _one("role", _("Wat zij deed."), ContributorRole),
    )
    yield _rows(
        "challenges",
        _("Onderwerpen: vaste naam, en zoals mensen het noemen."),
        Field("id", _("Vaste naam van het onderwerp."), _TEXT),
        Field("name", _("Naam van het onderwerp."), _TEXT),
    )
    yield _rows(
        "observations",
        _("Wat er is gezien: dag, hoe precies die bekend is, hoe ver het was, wat, en door wie."),
        Field("observed_on", _("Eerste dag van de tijd waarin het is gezien."), _DAY),
        _one("precision", _("Hoe precies die tijd bekend is."), Precision),
        _one("status", _("Hoe ver het toen was."), OutcomeStatus),
        Field("text", _("Wat er is gezien."), _TEXT),
        Field("by_party", _("Welke organisatie het zag. Leeg: wij zelf."), _TEXT_OR_NONE),
    )
    yield _rows(
        "evidence",
        _("Bewijs dat op de pagina staat: soort, of het onafhankelijk is, en van welke dag."),
        _one("kind", _("Soort bewijs."), EvidenceKind),
        Field("independent", _("Of het van iemand zonder belang is."), _YES_NO),
        Field("dated_on", _("Van welke dag het is."), _DAY_OR_NONE),
    )


FIELDS: tuple[Field, ...] = tuple(_fields())
"""In the order of a record, and of the columns of the table."""
