"""The decision report: what members are asked, and on what grounds.

`prefill.py` decides what stands elsewhere already, before anybody types; `implications.py` that
each heading has somebody's words; `document.py` freezes the report as plain data with a digest of
its own, beside a version of the plan. `usual_form.py` has its sections where a council has no form
of its own; where it has, `laid_out.py` sets the parts of `blocks.py` in their places. `pasted.py`
takes a report apart that was written elsewhere. Open `document.py` first.
"""
