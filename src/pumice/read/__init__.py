"""From bytes to a frozen document: decode, cut into blocks, repair, normalise, gather claims."""
