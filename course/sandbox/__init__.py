"""Student code confined: no network, no other process, a private scratch folder, and limits."""
