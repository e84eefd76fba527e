"""Fuzzing harnesses for the parsers, and the laws that must hold for any bytes: see README.md."""
