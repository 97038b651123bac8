package io.trivet.server.failover;

import io.trivet.server.commit.CommitWatermark;
import io.trivet.storage.checkpoint.Storage;

/// The data of a member that keeps some.
///
/// @param storage open and started
/// @param watermark up to where answers may leave
/// @param gate whether they may at all; the watermark's permit
public record MemberData(Storage storage, CommitWatermark watermark, RoleGate gate) {}
