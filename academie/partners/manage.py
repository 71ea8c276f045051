"""Organisations, for staff: everybody may look, the project team keeps them."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.alliances import pledges
from academie.core import clock, csv_files
from academie.core.errors import DomainError
from academie.core.once import once
from academie.partners import exchange, queries, sectors, service, sheet, uploads
from academie.partners.exchange import Plan, Verdict
from academie.partners.forms import (
    ApplyForm,
    OrganisationForm,
    OtherForm,
    PartnerFilter,
    SectorForm,
    UploadForm,
    details_of,
)
from academie.partners.models import Organisation, PartnerUpload, Scope, Sector

bp = Blueprint("partners_manage", __name__, url_prefix="/beheer/partners")
bp.before_request(require_staff)


@bp.get("")
def index() -> ResponseReturnValue:
    """List organisations, with a search."""
    form = PartnerFilter(queries.sectors(), request.args)
    return render_template(
        "partners/list.html",
        form=form,
        rows=queries.listing(form.choice()),
        chosen=form.address(),
        counts=queries.counts(),
        may_edit=staff().holds(RoleName.PROJECT_TEAM),
    )


@bp.get("/partners.csv")
def export() -> ResponseReturnValue:
    """Give the organisations that the search shows as a file that can be read back."""
    form = PartnerFilter(queries.sectors(), request.args)
    rows = sheet.rows_of(queries.listing(form.choice()))
    response = Response(csv_files.write(rows), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename="partners.csv")
    return response


@bp.route("/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Add an organisation."""
    require_role(RoleName.PROJECT_TEAM)
    form = OrganisationForm(
        queries.offered_sectors(), data={"scope": Scope.LOCAL.value, "partner": True}
    )
    if form.validate_on_submit():
        try:
            organisation = service.add(now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("name", str(error))
        else:
            flash(_("%(name)s staat erbij.", name=organisation.name))
            return redirect(url_for(".index"), 303)
    page = render_template("partners/edit.html", form=form, organisation=None)
    return page, 422 if form.errors else 200


@bp.route("/<string:ref>", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Show and change an organisation; a merged one leads to who took it over."""
    organisation = _one(ref)
    if organisation.merged_into:
        return redirect(url_for(".edit", ref=organisation.merged_into.ref))
    offered = [
        row for row in queries.sectors() if row.retired_at is None or row is organisation.sector
    ]
    form = OrganisationForm(offered, data=details_of(organisation))
    if form.validate_on_submit():
        try:
            service.change(organisation, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("name", str(error))
        else:
            flash(_("De gegevens zijn bewaard."))
            return redirect(url_for(".edit", ref=ref), 303)
    page = render_template(
        "partners/edit.html",
        form=form,
        organisation=organisation,
        doubles=queries.likely_doubles_of(organisation),
        merged=queries.merged_into(organisation),
        pledges=pledges.of_organisation(organisation),
    )
    return page, 422 if form.errors else 200


@bp.get("/dubbel")
def doubles() -> ResponseReturnValue:
    """List names that may be one organisation twice."""
    require_role(RoleName.PROJECT_TEAM)
    return render_template("partners/doubles.html", pairs=queries.likely_doubles())


@bp.route("/<string:ref>/samenvoegen", methods=["GET", "POST"])
def merge(ref: str) -> ResponseReturnValue:
    """Show side by side what stays when an organisation takes over a double, and do it."""
    kept = _one(ref)
    if kept.merged_into:
        return redirect(url_for(".edit", ref=kept.merged_into.ref))
    others = [row for row in queries.listing(queries.Choice()) if row is not kept]
    form = OtherForm(others, data={"other": request.args.get("met", "")})
    gone = next((row for row in others if row.ref == form.other.data), None)
    if form.validate_on_submit() and gone:
        service.merge(kept, gone, now=clock.now())
        flash(_("%(gone)s is nu %(kept)s.", gone=gone.name, kept=kept.name))
        return redirect(url_for(".edit", ref=ref), 303)
    page = render_template(
        "partners/merge.html",
        form=form,
        kept=kept,
        gone=gone,
        after=service.merged_facts(kept, gone) if gone else None,
    )
    return page, 422 if form.errors else 200


@bp.route("/sectoren", methods=["GET", "POST"])
@once
def sector_list() -> ResponseReturnValue:
    """List the sectors in their order, and add one."""
    require_role(RoleName.PROJECT_TEAM)
    form = SectorForm()
    if form.validate_on_submit():
        try:
            sector = sectors.add(form.name.data)
        except DomainError as error:
            form.refuse("name", str(error))
        else:
            flash(_("%(name)s staat erbij.", name=sector.name))
            return redirect(url_for(".sector_list"), 303)
    page = render_template(
        "partners/sectors.html", form=form, rows=queries.sectors(), sizes=queries.sector_sizes()
    )
    return page, 422 if form.errors else 200


@bp.route("/sectoren/<string:slug>", methods=["GET", "POST"])
def sector(slug: str) -> ResponseReturnValue:
    """Give a sector another name."""
    found = _sector(slug)
    form = SectorForm(data={"name": found.name})
    if form.validate_on_submit():
        try:
            sectors.rename(found, form.name.data)
        except DomainError as error:
            form.refuse("name", str(error))
        else:
            flash(_("De nieuwe naam is bewaard."))
            return redirect(url_for(".sector_list"), 303)
    page = render_template("partners/sector.html", form=form, sector=found)
    return page, 422 if form.errors else 200


@bp.post("/sectoren/<string:slug>/<any(omhoog, omlaag, uitzetten, aanzetten):verb>")
def change_sector(slug: str, verb: str) -> ResponseReturnValue:
    """Move a sector in the list, retire it or offer it again."""
    found = _sector(slug)
    if verb in {"omhoog", "omlaag"}:
        sectors.move(found, -1 if verb == "omhoog" else 1)
    elif verb == "uitzetten":
        sectors.retire(found, now=clock.now())
    else:
        sectors.restore(found)
    return redirect(url_for(".sector_list", _anchor=f"sector-{slug}"), 303)


@bp.route("/inlezen", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Take in a file; what it would do is shown first."""
    require_role(RoleName.PROJECT_TEAM)
    form = UploadForm()
    if form.validate_on_submit():
        try:
            kept = uploads.keep(form.file.data.read(uploads.LARGEST + 1), now=clock.now())
        except DomainError as error:
            form.refuse("file", str(error))
        else:
            return redirect(url_for(".preview", ref=kept.ref), 303)
    page = render_template(
        "partners/upload.html",
        form=form,
        columns=sheet.COLUMNS.values(),
        waiting=queries.uploads(clock.now()),
    )
    return page, 422 if form.errors else 200


@bp.route("/inlezen/<string:ref>", methods=["GET", "POST"])
def preview(ref: str) -> ResponseReturnValue:
    """Show row by row what a file would do, and do exactly that."""
    require_role(RoleName.PROJECT_TEAM)
    kept = queries.upload_by_ref(ref) or abort(404)
    form = ApplyForm()
    if not form.validate_on_submit():
        return _preview_page(kept, form)
    try:
        done = uploads.apply(kept, now=clock.now(), **form.values())
    except DomainError as error:
        form.refuse("skip" if isinstance(error, uploads.RefusedRowsError) else None, str(error))
        return _preview_page(kept, form), error.status
    flash(_told(done))
    return redirect(url_for(".index"), 303)


def _preview_page(kept: PartnerUpload, form: ApplyForm) -> str:
    plan = exchange.plan(kept.content)
    form.digest.data = plan.digest
    return render_template(
        "partners/preview.html",
        form=form,
        upload=kept,
        plan=plan,
        numbers=[(verdict.label, len(plan.of(verdict)), "") for verdict in Verdict],
        unknown=kept.content["unknown"],
    )


def _told(plan: Plan) -> str:
    new, changed = len(plan.of(Verdict.NEW)), len(plan.of(Verdict.CHANGED))
    return " ".join(
        (
            ngettext("%(num)s organisatie is nieuw.", "%(num)s organisaties zijn nieuw.", new),
            ngettext("%(num)s is veranderd.", "%(num)s zijn veranderd.", changed),
        )
    )


def _one(ref: str) -> Organisation:
    """Find an organisation, for the project team."""
    require_role(RoleName.PROJECT_TEAM)
    return queries.by_ref(ref) or abort(404)


def _sector(slug: str) -> Sector:
    require_role(RoleName.PROJECT_TEAM)
    return queries.sector_by_slug(slug) or abort(404)
