"""The way of staff through what came of a meeting, with its forms and their mistakes."""

from academie.followups.chains import links_of
from tests.inspector import Inspector
from tests.world import World


def walk_the_forms_of_an_outcome(inspector: Inspector, world: World) -> None:
    outcome = {"ref": world.outcome.ref}
    inspector.visit("followups_manage.meaning", controle="1", **outcome)
    inspector.open("linking_manage.link", **outcome)
    inspector.send()
    (joint,) = links_of(world.outcome)
    inspector.open("linking_manage.withdraw", link_ref=joint.ref, **outcome)
    inspector.send()
    inspector.open("evidence_manage.remove", ref=world.outcome.evidence[0].ref)
    inspector.send()
    for form in ("#observe", "#evidence"):
        inspector.open("followups_manage.show", **outcome)
        inspector.send(form)


def walk_what_was_learned(inspector: Inspector, world: World) -> None:
    """Add nothing to an alliance and a pledge, and find no lesson."""
    alliance, pledge = ({"ref": world.learned[name]} for name in ("alliance", "pledge"))
    inspector.open("alliances_manage.add_evidence", **alliance, letter="a")
    inspector.send()
    inspector.open("alliances_manage.show", **alliance)
    inspector.send("form[action$='/fase']")
    inspector.open("pledges_manage.show", **pledge)
    inspector.send("form[action$='/gesprek']")
    inspector.open("pledges_manage.sign_here", ref=world.event.ref)
    inspector.send(organisation="Niemand")
    inspector.visit("lessons_manage.index", zoek="staat nergens")


def walk_the_commitments(inspector: Inspector, world: World) -> None:
    """Leave a form empty, ask nobody, and look at what was said."""
    commitment = world.noted
    event = {"ref": commitment.event.ref}
    one = event | {"commitment_ref": commitment.ref}
    inspector.open("commitments_manage.new", **event)
    inspector.send("main form[novalidate]")
    inspector.open("commitments_manage.show", **one)
    inspector.send("main .card:first-child form[novalidate]", email="geen adres")


def walk_the_checkpoints(inspector: Inspector, world: World) -> None:
    """Name a contact without an address, save no answer, and give up without a reason."""
    event = {"ref": world.event.ref}
    asked, answered = (event | {"checkpoint_ref": each.ref} for each in world.questions)
    inspector.open("checkpoints_manage.of_event", **event)
    inspector.send("#local-contact", email="geen adres")
    inspector.open("checkpoints_manage.show", **asked)
    inspector.send("#answer")
    inspector.open("checkpoints_manage.show", **asked)
    inspector.send("#give-up")
    inspector.visit("checkpoints_manage.show", **answered)


def walk_the_states_of_outcomes(inspector: Inspector, world: World) -> None:
    """See an outcome handed in, handed back, and taken back."""
    outcome = {"ref": world.submitted.ref}
    for confirmation in world.confirmations:
        about = {"ref": confirmation.outcome.ref, "confirmation_ref": confirmation.ref}
        inspector.visit("confirming_manage.show", **about)
    inspector.send("#settle")
    inspector.open("confirming_manage.ask", **outcome)
    inspector.send()
    for endpoint in ("hand_back", "withdraw"):
        inspector.open(f"followups_manage.{endpoint}", **outcome)
        inspector.send()
        inspector.send(note="De bron ontbreekt.")
