"""Everybody at the setting: admitted, let in, changed, suspended, ended (G8; clauses 1.7 to 1.11, 3.1 to 3.6)."""
