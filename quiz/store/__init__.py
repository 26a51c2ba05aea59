"""Where events are kept; the only room with SQL. See ``store`` for the store, ``data`` for a learner's own data."""
