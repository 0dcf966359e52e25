"""The protocol as a value: a frozen tree with no database and no I/O."""
