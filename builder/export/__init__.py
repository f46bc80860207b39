"""A collation becomes a document of another kind: text for a terminal, one HTML file, TEI."""
