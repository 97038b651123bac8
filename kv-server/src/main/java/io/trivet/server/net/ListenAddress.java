package io.trivet.server.net;

import java.net.InetSocketAddress;

/// Where to listen.
///
/// @param isOptional whether it is left out, without an error, if the machine does not have it
public record ListenAddress(InetSocketAddress address, boolean isOptional) {}
