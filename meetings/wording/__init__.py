"""Official Russian: every phrase of a protocol is written and read here, in pairs `write_…` / `read_…`."""
