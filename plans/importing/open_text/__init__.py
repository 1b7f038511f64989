"""An OpenDocument text (.odt), told as the Word file it would be.

The readers of a Word file walk a tree of elements. Here the same tree is made of an .odt, so that
its text, its tracked changes, its comments and the marks of a round are read by those readers
(decision 0061). Open `package.py` first; `text.py` tells block by block, `words.py` what stands in
a paragraph.
"""
