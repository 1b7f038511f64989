"""Plans that go no further: withdrawn to their author, or overtaken by events."""
