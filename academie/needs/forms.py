"""Who may see what guests need."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms.fields.choices import SelectChoice

from academie.accounts.models import User
from academie.core.together import SharedForm
from academie.events.fields import ticks


class HostsForm(SharedForm):
    """Naming the hosts of a meeting."""

    hosts = ticks(_("Wie is gastheer of gastvrouw?"))

    def __init__(self, staff: Sequence[User], named: Sequence[User]) -> None:
        """Offer everybody who works here, with who is a host now."""
        super().__init__(data={"hosts": [user.ref for user in named]})
        self._staff = {user.ref: user for user in staff}
        self.hosts.choices = [SelectChoice(user.ref, user.called) for user in staff]

    def users(self) -> list[User]:
        """Give who was named."""
        return [self._staff[ref] for ref in self.hosts.data]
