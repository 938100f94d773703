"""What `pumice doctor` looks at, a module for each part of the data folder; none of them changes anything."""
