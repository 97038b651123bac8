package io.trivet.server;

import com.sun.management.OperatingSystemMXBean;
import io.trivet.server.command.ServerFacts;
import io.trivet.server.metrics.ResidentMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What a node knows of itself and its process, asked of the machine where it may change.
record NodeFacts(String runId, long startedAtMs, int port, String transport, int eventLoops)
    implements ServerFacts {
  private static final int RUN_ID_BYTES = 20;
  private static final double NS_PER_SECOND = 1e9;
  private static final double TICKS_PER_SECOND = 100;
  private static final Path STAT = Path.of("/proc/self/stat");

  /// Of fields behind the name of the process: time in the kernel, in ticks.
  private static final int SYSTEM_TICKS = 12;

  /// An identity that no other start has.
  static String newRunId() {
    byte[] random = new byte[RUN_ID_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  @Override
  public String version() {
    String release = NodeFacts.class.getPackage().getImplementationVersion();
    return release == null ? "unpackaged" : release;
  }

  @Override
  public long processId() {
    return ProcessHandle.current().pid();
  }

  @Override
  public long residentBytes() {
    double bytes = ResidentMemory.bytes();
    return Double.isNaN(bytes) ? 0 : (long) bytes;
  }

  @Override
  public double cpuSystemSeconds() {
    try {
      String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[SYSTEM_TICKS]) / TICKS_PER_SECOND;
    } catch (IOException notLinux) {
      return 0;
    }
  }

  @Override
  public double cpuUserSeconds() {
    return Math.max(0, machine().getProcessCpuTime() / NS_PER_SECOND - cpuSystemSeconds());
  }

  @Override
  public long machineBytes() {
    return machine().getTotalMemorySize();
  }

  private static OperatingSystemMXBean machine() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }
}
