// Stand-in until the bridge lands.
