"""Dialogs of their own: signing in, catalogues and their settings, storage, publishing."""
