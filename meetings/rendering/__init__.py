"""Turns a document into paper: one HTML for every layout, and from that HTML the PDF and the plain text."""
