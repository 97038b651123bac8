package io.trivet.server.net;

import io.trivet.server.resp.RequestLimits;

/// What a connection is held to.
///
/// @param requests how large requests may be
/// @param inputBytes received and not executed, commands that wait for EXEC included, at which the
///   client is closed
/// @param keepAliveSeconds of silence after which the kernel asks whether the client is there; 0:
///   never. Holds for connections accepted later.
public record ConnectionLimits(RequestLimits requests, long inputBytes, int keepAliveSeconds) {}
