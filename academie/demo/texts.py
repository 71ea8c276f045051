"""What the invented meetings of the demo say of themselves."""

from academie.events.terms import MoneyState

ACADEMY_TEXT = """Je ziet niet altijd dat een gezin weinig geld heeft. Een kind zegt een feestje \
af. Een ouder komt niet naar het gesprek op school.

We luisteren naar verhalen uit de buurt. Daarna praten we in kleine groepen:

- Wat kun je morgen zelf doen?
- Wat kunnen we samen doen?
"""
CIRCLE_TEXT = """Partners laten elkaar zien wat werkt. Er is veel tijd voor vragen.

Neem een collega mee die dit nog niet kent.
"""
CONDITIONS = {
    "wish": "Scholen, gemeente en werkgevers willen elkaar hier beter vinden.",
    "meeting_money": MoneyState.PLEDGED,
    "meeting_money_amount": 4000,
    "meeting_money_proof": "Brief van de gemeente",
    "campaign_money": MoneyState.PLEDGED,
    "campaign_money_amount": 1500,
    "campaign_money_proof": "Mail van het fonds",
}
ACCESS = "De ingang is gelijkvloers. Er is een ringleiding en een toilet voor rolstoelen."
