"""Owns electronic signatures as bytes: puts them on a paper and checks them; knows no models. A facade over pyHanko."""
