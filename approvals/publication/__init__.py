"""Publication: which words become public, and what residents see of them."""
