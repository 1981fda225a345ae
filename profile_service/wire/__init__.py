"""What the service says of its nouns, in the shapes of the models in `schemas`: over the API and on file."""
