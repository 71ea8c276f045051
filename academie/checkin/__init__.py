"""Who came: doors, scanning, counting."""
