"""A plan as it leaves the product: PDF, Word, OpenDocument, web page, HTML to paste, CSV.

Each takes a document and gives bytes or markup; none asks the database, so that a version comes
out the same whenever it is asked for. `tables.py` decides the words that all of them share, and
is the one to open first; `telling.py` says by what a document is told to Word and OpenDocument
alike. `pdf/` is the only place that knows reportlab, and `word/` python-docx.
"""
