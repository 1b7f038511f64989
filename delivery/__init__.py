"""Delivery: whether what was promised is being done.

`status.py` decides how commitments and metrics stand at a date: rules over plain data, without a
database. `actions.py` takes reports, ends commitments and closes the plan. Page, public page and
PDF draw the same pictures (`charts.py`). Open `status.py` first.
"""
