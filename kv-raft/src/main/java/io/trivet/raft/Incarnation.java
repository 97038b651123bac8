package io.trivet.raft;

import java.util.UUID;

/// What a node's word about its log rests on: the disk, and the machine's start (I4, I6).
///
/// A node whose disk is empty, replaced or known to be rolled back takes a new storage id: under it
/// nothing that its predecessor acknowledged counts. What was written and not synced survives the
/// process and not the machine, so the boot id changes when un-synced bytes may be gone (Linux
/// names it in `/proc/sys/kernel/random/boot_id`), and not when only the process starts again.
///
/// @param storageId made at random with an empty data directory, and kept in it
/// @param bootId of the start of the operating system
public record Incarnation(UUID storageId, UUID bootId) {}
