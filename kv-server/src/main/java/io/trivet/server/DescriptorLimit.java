package io.trivet.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many clients the operating system lets this process serve: each needs a file descriptor.
final class DescriptorLimit {

  /// For the log, the store and whatever else is open; RocksDB keeps every table open.
  private static final long RESERVED = 512;

  private DescriptorLimit() {}

  /// The most clients, at least 1.
  static long mostClients() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean machine
        ? Math.max(1, machine.getMaxFileDescriptorCount() - RESERVED)
        : Long.MAX_VALUE;
  }
}
