"""What the rooms stand on: models, gazetteers, lexicons: finding, verifying and reading them."""
