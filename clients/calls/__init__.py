"""Every call of the contract as a value: one function each, with the model of its answer in its type."""
