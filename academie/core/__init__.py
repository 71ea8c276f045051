"""The ground floor: knows no event and no person."""
