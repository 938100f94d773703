"""What must hold for every input, as Hypothesis properties."""
