package io.trivet.cli.drill;

import io.trivet.cli.group.LocalMember;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// What is done to the primary, and taken back after the failover.
enum Fault {
  /// `kill -9`; it is started again.
  KILL {
    @Override
    void begin(ProcessHandle process) {
      process.destroyForcibly();
    }

    @Override
    void end(LocalMember member, ProcessHandle process) throws IOException {
      if (!process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().isAlive()) {
        member.start();
      }
    }
  },
  /// SIGSTOP; SIGCONT.
  PAUSE {
    @Override
    void begin(ProcessHandle process) throws IOException {
      signal("STOP", process);
    }

    @Override
    void end(LocalMember member, ProcessHandle process) throws IOException {
      signal("CONT", process);
    }
  },
  /// Cuts it off from the other members, which takes rules of the kernel's packet filter.
  PARTITION {
    @Override
    void begin(ProcessHandle process) throws IOException {
      throw new IOException(NEEDS_ROOT);
    }

    @Override
    void end(LocalMember member, ProcessHandle process) {}
  };

  /// Why there is no partition among processes that share one loopback interface.
  static final String NEEDS_ROOT =
      "partition needs root: members of one machine share its loopback interface, and only packet"
          + " filters and network namespaces can cut it; the nemesis of integration-tests does"
          + " (-Pnemesis)";

  abstract void begin(ProcessHandle process) throws IOException;

  abstract void end(LocalMember member, ProcessHandle process) throws IOException;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void signal(String name, ProcessHandle process) throws IOException {
    Process kill =
        new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid()))).start();
    try {
      if (kill.waitFor() != 0) {
        throw new IOException("kill -" + name + " " + process.pid() + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
