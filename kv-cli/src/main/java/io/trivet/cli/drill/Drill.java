package io.trivet.cli.drill;

import io.trivet.cli.group.GroupView;
import io.trivet.cli.group.LocalGroup;
import io.trivet.cli.group.LocalMember;
import io.trivet.cli.group.MemberView;
import io.trivet.cli.group.Polling;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kv drill`: faults on the primary of a running group of this machine, under writes.
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Does to the primary of a running local group what could befall it, while clients write, and"
          + " prints how long no write was acknowledged, and whether any acknowledged one is lost."
          + " Exit code 1 if one is lost, or none was acknowledged in time after a fault."
    })
public final class Drill implements Callable<Integer> {
  private static final long WHOLE_TIMEOUT_MS = 60_000;
  private static final long GAP_TIMEOUT_MS = 30_000;
  private static final long STEADY_NS = TimeUnit.SECONDS.toNanos(1);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the group.")
  private Path dir = Path.of("");

  @Option(
      names = "--fault",
      split = ",",
      defaultValue = "kill,pause",
      paramLabel = "FAULT",
      description = "kill, pause or partition, in turn; ${DEFAULT-VALUE}.")
  private List<Fault> faults = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "4",
      paramLabel = "N",
      description = "How many faults; ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--duration",
      defaultValue = "0",
      paramLabel = "SECONDS",
      description = "Goes on with faults for so long, if that is more than --rounds.")
  private int durationSeconds;

  @Option(
      names = "--connections",
      defaultValue = "4",
      paramLabel = "N",
      description = "Clients that write; ${DEFAULT-VALUE}.")
  private int connections;

  @Override
  public Integer call() throws IOException {
    if (faults.contains(Fault.PARTITION)) {
      throw new IOException(Fault.NEEDS_ROOT);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    LocalGroup group = LocalGroup.open(dir);
    whole(group);
    String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    DrillLedger ledger = new DrillLedger(connections);
    DrillReport report = new DrillReport(out);
    List<DrillWriter> writers = writers(group, run, ledger);
    List<Thread> threads =
        writers.stream().map(writer -> Thread.ofPlatform().daemon().start(writer)).toList();
    try {
      rounds(group, ledger, report);
    } finally {
      writers.forEach(DrillWriter::stop);
      join(threads);
    }
    ServerAddress primary = whole(group).member().client();
    DrillCheck check = new DrillCheck(run);
    check.read(primary, ledger, connections);
    boolean isWell = report.sums(ledger, check);
    if (check.lostCount() == 0) {
      check.delete(primary, ledger, connections);
    }
    return isWell ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void rounds(LocalGroup group, DrillLedger ledger, DrillReport report) throws IOException {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(durationSeconds);
    for (int i = 0; i < rounds || System.nanoTime() - deadlineNs < 0; i++) {
      LockSupport.parkNanos(STEADY_NS);
      round(group, faults.get(i % faults.size()), ledger, report);
    }
  }

  /// Waits for a whole group, makes a fault on its primary, waits for the first acknowledged write,
  /// and takes the fault back.
  private static void round(LocalGroup group, Fault fault, DrillLedger ledger, DrillReport report)
      throws IOException {
    String id = whole(group).member().id();
    LocalMember victim = group.member(id);
    ProcessHandle process = victim.process();
    if (process == null) {
      throw new IOException(id + " answers, and is no process of this folder");
    }
    long startedNs = System.nanoTime();
    fault.begin(process);
    long gapNs;
    try {
      DrillLedger.Watch watch = ledger.watch(startedNs, System.nanoTime());
      gapNs = watch.awaitNs(GAP_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      fault.end(victim, process);
    }
    MemberView successor = GroupView.of(group.addresses()).primary();
    report.round(fault, id, gapNs, successor == null ? "-" : successor.member().id());
  }

  /// The primary of the group, once both copies are in sync.
  private static MemberView whole(LocalGroup group) throws IOException {
    GroupView view =
        Polling.await(() -> GroupView.of(group.addresses()), GroupView::isWhole, WHOLE_TIMEOUT_MS);
    MemberView primary = view.primary();
    if (primary == null || !view.isWhole()) {
      throw new IOException(
          "the group is not whole after a minute: kv group status shows what is missing");
    }
    return primary;
  }

  private List<DrillWriter> writers(LocalGroup group, String run, DrillLedger ledger) {
    List<ServerAddress> addresses =
        group.addresses().stream()
            .filter(member -> !member.isVoter())
            .map(member -> member.client())
            .toList();
    List<DrillWriter> writers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      writers.add(new DrillWriter(i, run, addresses, ledger));
    }
    return writers;
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
