package io.trivet.cli.bench.process;

import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process of this machine, read from /proc.
///
/// ```
/// /proc/PID/stat    PID (NAME) STATE ...   fields 14 and 15: utime, stime, in ticks of 10 ms
/// /proc/PID/status  VmRSS:     1234 kB
/// ```
///
/// NAME may hold blanks and brackets, so fields are counted from the last bracket.
public record LocalProcess(Path folder) {
  private static final Path PROC = Path.of("/proc");

  /// Linux shows user space 100 ticks a second, whatever its own timer does.
  private static final long NS_PER_TICK = 10_000_000;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final String RESIDENT = "VmRSS:";
  private static final long SAME_PROCESS_NS = 100_000_000;

  /// This process itself, or null where there is no /proc.
  public static @Nullable LocalProcess self() {
    return readable(PROC.resolve(Long.toString(ProcessHandle.current().pid())));
  }

  /// The process behind an address, or null if it is not on this machine or cannot be told. A
  /// server in a container names an id that means another process here; its processor time then
  /// differs from what the server said just now.
  public static @Nullable LocalProcess find(ServerAddress address, ServerFacts facts) {
    return isLocal(address) ? find(facts, PROC) : null;
  }

  /// The process of a server in a given place of the file system.
  static @Nullable LocalProcess find(ServerFacts facts, Path proc) {
    if (facts.processId() == 0) {
      return null;
    }
    LocalProcess process = readable(proc.resolve(Long.toString(facts.processId())));
    return process != null && process.agreesWith(facts) ? process : null;
  }

  /// Reads what the process has used.
  ///
  /// @throws IOException if it has ended
  public ProcessUse use() throws IOException {
    return new ProcessUse(cpuNs(), residentBytes());
  }

  private static @Nullable LocalProcess readable(Path folder) {
    LocalProcess process = new LocalProcess(folder);
    try {
      process.use();
      return process;
    } catch (IOException _) {
      return null;
    }
  }

  private boolean agreesWith(ServerFacts facts) {
    try {
      return facts.cpuNs() < 0 || Math.abs(cpuNs() - facts.cpuNs()) < SAME_PROCESS_NS;
    } catch (IOException _) {
      return false;
    }
  }

  private long cpuNs() throws IOException {
    String stat = Files.readString(folder.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length <= SYSTEM_TICKS) {
      throw new IOException("no process times in " + folder.resolve("stat"));
    }
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return ticks * NS_PER_TICK;
  }

  /// A kernel thread has none, which is to say it is no server.
  private long residentBytes() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("status"));
    for (String line : lines) {
      if (line.startsWith(RESIDENT)) {
        String kilobytes = line.substring(RESIDENT.length()).replace("kB", "").strip();
        return Long.parseLong(kilobytes) * 1024;
      }
    }
    throw new IOException("no " + RESIDENT + " in " + folder.resolve("status"));
  }

  private static boolean isLocal(ServerAddress address) {
    try {
      InetAddress host = InetAddress.getByName(address.host());
      return host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null;
    } catch (IOException _) {
      return false;
    }
  }
}
