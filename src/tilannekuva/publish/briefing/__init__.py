"""Write the briefing packs and their index."""
