"""Variorum: several versions of a text go in, an annotated reading edition comes out."""
