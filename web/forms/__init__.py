"""What every form is made of.

`base.py` cleans the words that people type; `fields.py` has the days, times and long texts that
forms of every floor ask for. How they are drawn is the business of `web.govuk`.
"""
