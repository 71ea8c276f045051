"""The money that an academy needs from its place, as a request asks it and a meeting keeps it."""

from sqlalchemy.orm import Mapped, mapped_column

from academie.core.db import Base, words_of
from academie.events.terms import MoneyState

MONEY_AMOUNTS = "meeting_money_amount >= 0 AND campaign_money_amount >= 0"
"""The check of every table that has them."""


class LocalMoney(Base):
    """The two lines of money: the meeting itself, and the campaign for it."""

    __abstract__ = True

    meeting_money: Mapped[MoneyState] = mapped_column(
        words_of(MoneyState, "meeting_money"), default=MoneyState.NOT_YET
    )
    meeting_money_amount: Mapped[int | None] = mapped_column(default=None)
    meeting_money_proof: Mapped[str | None] = mapped_column(default=None)
    campaign_money: Mapped[MoneyState] = mapped_column(
        words_of(MoneyState, "campaign_money"), default=MoneyState.NOT_YET
    )
    campaign_money_amount: Mapped[int | None] = mapped_column(default=None)
    campaign_money_proof: Mapped[str | None] = mapped_column(default=None)
