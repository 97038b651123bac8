package io.trivet.cli.group;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kv group start`: makes a group's files if there are none, starts the members that do not run,
/// and waits until a primary serves.
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a group of three on this machine: two members with data and a voter.",
      "Each is a process of its own, with its files in a folder of its own below DIR. Run again, it"
          + " starts only the members that are not running."
    })
final class GroupStart implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the group.")
  private Path dir = Path.of("");

  @Option(
      names = "--base-port",
      defaultValue = "7001",
      paramLabel = "PORT",
      description = "Clients are served on this port and the next two; ${DEFAULT-VALUE}.")
  private int basePort;

  @Option(
      names = "--wait",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "How long to wait for a primary that serves; ${DEFAULT-VALUE}.")
  private int waitSeconds;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Printing.out(spec);
    LocalGroup group = LocalGroup.openOrMake(dir, basePort);
    List<LocalMember> started = group.start();
    for (LocalMember member : group.members()) {
      ProcessHandle process = member.process();
      out.printf(
          "%s  %s  process %s  %s  log %s%n",
          member.member().id(),
          started.contains(member) ? "started" : "running",
          process == null ? "-" : Long.toString(process.pid()),
          member.member().client(),
          member.log());
    }
    GroupView view =
        Polling.await(
            () -> GroupView.of(group.addresses()),
            now -> now.primary() != null || hasEnded(started),
            TimeUnit.SECONDS.toMillis(waitSeconds));
    MemberView primary = view.primary();
    if (primary == null) {
      throw new IOException(missing(group, view));
    }
    out.println(primary.member().id() + " is primary of epoch " + primary.field("epoch"));
    return ExitCode.OK;
  }

  private static boolean hasEnded(List<LocalMember> started) throws IOException {
    for (LocalMember member : started) {
      if (member.process() == null) {
        return true;
      }
    }
    return false;
  }

  /// Why no primary serves, as far as can be told.
  private static String missing(LocalGroup group, GroupView view) throws IOException {
    StringBuilder text = new StringBuilder("no primary serves:");
    for (MemberView member : view.members()) {
      LocalMember local = group.member(member.member().id());
      text.append("\n  ").append(member.member().id()).append(": ");
      if (local.process() == null) {
        text.append("has ended; it said last:");
        local.lastLines().forEach(line -> text.append("\n    ").append(line));
      } else if (!member.answers()) {
        text.append("does not answer: ").append(member.problem());
      } else if (member.field("group_id").isEmpty()) {
        text.append("answers, and is no member of a group");
      } else {
        text.append("answers as ").append(member.field("member_role"));
        text.append(" of epoch ").append(member.field("epoch"));
      }
    }
    return text.toString();
  }
}
