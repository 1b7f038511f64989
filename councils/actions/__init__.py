"""What people do with their council: set it up, appoint and invite, keep its settings and days off.

Each function asks permission, locks the council's row, changes, and leaves one act. `people.py`
decides who may hold which role beside another, and that an administrator stays. Open it first.
"""
