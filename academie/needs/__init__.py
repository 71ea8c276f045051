"""What we can arrange for somebody: kept apart, sealed, and read by few."""
