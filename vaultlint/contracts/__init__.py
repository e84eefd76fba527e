"""Contracts for front matter: JSON Schemas that properties must meet."""
