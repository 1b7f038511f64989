"""How a plan moves on: the table of transitions, and the engine that carries one out."""
