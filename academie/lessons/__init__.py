"""What helped and what stood in the way, for others to take over."""
