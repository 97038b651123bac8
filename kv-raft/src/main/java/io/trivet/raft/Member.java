package io.trivet.raft;

/// A node together with the incarnation under which it speaks.
///
/// @param node its name
/// @param incarnation the disk and the boot that its acknowledgements rest on
public record Member(NodeId node, Incarnation incarnation) {}
