"""Mail that a meeting brings by itself or an organiser writes: reminders, thanks, messages."""
