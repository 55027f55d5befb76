// Stand-in until the background lands.
