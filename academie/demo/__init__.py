"""The demo: real meetings of the past with what came of them, and invented coming ones."""
