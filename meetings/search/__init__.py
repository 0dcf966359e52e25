"""FINDING: what of the issued protocols is indexed, how a question is read, and what a reader may find."""
