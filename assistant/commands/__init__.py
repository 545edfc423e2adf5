"""What each command of the `assistant` door does: its options and its run, a file per group; imports of weight are lazy."""
