"""Read what came back: files to dispositions, identity and cells."""
