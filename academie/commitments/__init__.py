"""What people said in the room that they will do."""
