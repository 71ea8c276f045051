"""Planning: formats, the checklist, and what goes on paper."""
