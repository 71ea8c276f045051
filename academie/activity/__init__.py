"""Activity reports: what was planned beside what was done, why it differs, and how we know."""
