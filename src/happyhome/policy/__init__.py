"""Dated rules that turn facts into decisions with their reasons. Imports domain only."""
