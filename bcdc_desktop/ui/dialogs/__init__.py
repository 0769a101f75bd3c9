"""Dialogs of the window: sign-in, catalogues and their settings, storage and sync, publishing."""
