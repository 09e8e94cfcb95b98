"""Telling what was done: in words for people, as JSON for machines; a module for each job."""
