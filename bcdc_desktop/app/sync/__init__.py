"""Bring this computer up to date: lists that stay whole, the watermark, when, and how politely."""
