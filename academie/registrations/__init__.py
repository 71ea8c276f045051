"""Who wants to come."""
