"""The only package that knows SQL: engine, tables, queries, unit of work, audit, undo, backup."""
