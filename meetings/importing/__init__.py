"""Text or Word document → (document, findings): sources → sections → heading, attendance, agenda, items, signatures."""
