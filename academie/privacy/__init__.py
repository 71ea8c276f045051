"""What people may ask of us: to see, to correct, to take along, to forget."""
