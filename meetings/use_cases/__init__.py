"""The verbs: one keyword-only, atomic, typed function per intention of a user, its history entry inside."""
