package io.trivet.cli.group;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kv group stop`: stops the members that run, all at once, so that both copies are as far.
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops the members of a group of this machine, and waits until they have ended.")
final class GroupStop implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the group.")
  private Path dir = Path.of("");

  @Option(
      names = "--wait",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "How long to wait for their last checkpoint; ${DEFAULT-VALUE}.")
  private int waitSeconds;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Printing.out(spec);
    Map<LocalMember, ProcessHandle> stopping = new LinkedHashMap<>();
    for (LocalMember member : LocalGroup.open(dir).members()) {
      ProcessHandle process = member.stop();
      if (process == null) {
        out.println(member.member().id() + "  does not run");
      } else {
        stopping.put(member, process);
      }
    }
    boolean isDone = true;
    for (Map.Entry<LocalMember, ProcessHandle> each : stopping.entrySet()) {
      boolean hasEnded =
          LocalMember.awaitStop(each.getValue(), TimeUnit.SECONDS.toMillis(waitSeconds));
      isDone &= hasEnded;
      out.printf(
          "%s  %s  process %d%n",
          each.getKey().member().id(),
          hasEnded ? "stopped" : "still running",
          each.getValue().pid());
    }
    out.flush();
    return isDone ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
