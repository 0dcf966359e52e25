"""The pages of people and bodies: signing in, a body's card, its members, persons and their posts."""
