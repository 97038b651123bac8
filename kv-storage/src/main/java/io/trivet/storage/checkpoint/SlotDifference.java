package io.trivet.storage.checkpoint;

/// A slot whose keys are not the same on two copies.
///
/// @param slot number
/// @param sequence place in the log at which both were looked at
/// @param primaryDigest of some of the slot's keys
/// @param ownDigest of the same keys here; 0 if they cannot be read
public record SlotDifference(int slot, long sequence, long primaryDigest, long ownDigest) {}
