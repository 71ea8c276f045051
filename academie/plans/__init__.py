"""Plans: what a grant asks for, and how we count what was done."""
