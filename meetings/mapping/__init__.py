"""Rows ⇄ tree: the only room that knows both the models and the document."""
