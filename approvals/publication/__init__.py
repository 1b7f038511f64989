"""Publication: words become public, and what residents see of them.

`actions.py` decides when and on what grounds words are made public; `public.py` what anybody sees
afterwards, and what has become of a draft. Which words these may be is in
`approvals.which_version`. Open `public.py` first.
"""
