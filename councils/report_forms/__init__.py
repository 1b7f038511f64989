"""The form that a council's own reports have: which parts, under which headings, in which order.

`blocks.py` names the parts that a report can be made of; `layout.py` reads what a council typed
into a layout, and says what is wrong with it; `examples.py` has two forms to begin with. All of it
is plain data: what stands in each part is decided where reports are written.
"""
