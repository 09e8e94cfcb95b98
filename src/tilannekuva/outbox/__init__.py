"""Draw the working tools that go out to the regions."""
