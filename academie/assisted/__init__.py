"""Registering for somebody else: staff on the phone, and organisations that help."""
