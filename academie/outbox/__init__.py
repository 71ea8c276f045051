"""Mail that waits to leave."""
