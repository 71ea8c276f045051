"""The dashboard of the project team: where everything stands today."""
