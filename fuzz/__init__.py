"""Harnesses that throw bytes at the parsers, and the laws that must hold for any bytes; see README.md."""
