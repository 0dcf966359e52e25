"""The pages of meetings and their papers: fetch and check, form, one use case, redirect."""
