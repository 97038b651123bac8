package io.trivet.raft.model;

import io.trivet.raft.AckLevel;

/// How much may happen in one history: the search exhausts everything within.
///
/// @param ackLevel of the group
/// @param minInSync of the group
/// @param writes records given a sequence, in all
/// @param epochs the highest
/// @param changes committed configurations after the first
/// @param crashes restarts that lose any part of what was not synced, or nothing
/// @param unknowns proposals given up on, which commit later or never
/// @param wipes restarts with an empty disk
/// @param rollbacks restarts with an older state of the disk that its owner cannot tell
/// @param hasFloors whether proposals carry what is committed
/// @param forces epochs that an operator begins with a copy that nobody vouches for
record Bounds(
    AckLevel ackLevel,
    int minInSync,
    int writes,
    int epochs,
    int changes,
    int crashes,
    int unknowns,
    int wipes,
    int rollbacks,
    boolean hasFloors,
    int forces) {}
