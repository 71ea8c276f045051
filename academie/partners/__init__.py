"""Partners: the organisations of the alliance."""
