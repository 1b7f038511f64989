"""A short plan of our own, to paste where the real texts are not at hand."""

OWN = """Productivity Plan

1. How we have changed our services

1. We joined three contact teams into one.

2. Residents book, report and pay in one place:

a. waste and recycling;
b. council tax;
c. sports halls.

2. Technology and data

1. Forms on our website fill the systems that staff use.

3. Reducing wasteful spending

1. Agency staff are hired for peaks alone.

4. What stands in our way

1. Grants that are told year by year make planning hard.
"""
