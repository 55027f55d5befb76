// Stand-in until the hook lands.
