package io.trivet.cli.group;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.RespValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kv group failover`: hands the role of the primary over, without loss; or, with `--force`, makes
/// a member primary that lacks acknowledged writes.
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = "Hands the role of the primary over to the standby, and waits until it serves.")
final class GroupFailover implements Callable<Integer> {
  private static final int ANSWER_TIMEOUT_MS = 5_000;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private GroupTarget target = new GroupTarget();

  @Option(names = "--to", paramLabel = "ID", description = "The member that is to be primary.")
  private @Nullable String to;

  @Option(
      names = "--timeout",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "After which it is given up; ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Option(
      names = "--force",
      description =
          "With --to, where no primary can be had without loss: tells what that member would lose.")
  private boolean isForced;

  @Option(
      names = "--accept-loss",
      description = "With --force: makes the member primary. What it lacks is lost.")
  private boolean isLossAccepted;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Printing.out(spec);
    GroupView before = target.view();
    MemberView primary = before.primary();
    if (primary != null && primary.member().id().equals(to)) {
      out.println(to + " is primary already");
      return ExitCode.OK;
    }
    if (isForced) {
      return new ForcedFailover(before, wanted(before), out).run(isLossAccepted, timeoutSeconds);
    }
    if (primary == null) {
      throw new IOException("no primary serves: there is nothing to hand over");
    }
    List<String> command = command(before);
    long startNs = System.nanoTime();
    ask(primary.member(), command);
    GroupView after =
        Polling.await(
            () -> GroupView.of(before.members().stream().map(MemberView::member).toList()),
            now -> isHandedOver(now, primary),
            TimeUnit.SECONDS.toMillis(timeoutSeconds) + ANSWER_TIMEOUT_MS);
    MemberView successor = after.primary();
    if (successor == null || !isHandedOver(after, primary)) {
      throw new IOException(
          "the hand-over was given up: " + primary.member().id() + " was primary");
    }
    out.printf(
        "%s is primary of epoch %s, seen after %d ms%n",
        successor.member().id(),
        successor.field("epoch"),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    return ExitCode.OK;
  }

  private List<String> command(GroupView view) throws IOException {
    List<String> words = new ArrayList<>(List.of("FAILOVER"));
    if (to != null) {
      GroupMember member = wanted(view);
      words.addAll(List.of("TO", member.client().host(), Integer.toString(member.client().port())));
    }
    words.addAll(List.of("TIMEOUT", Long.toString(TimeUnit.SECONDS.toMillis(timeoutSeconds))));
    return words;
  }

  private GroupMember wanted(GroupView view) throws IOException {
    if (to == null) {
      throw new IOException("--force needs --to: the member that is to be primary");
    }
    return view.members().stream()
        .map(MemberView::member)
        .filter(each -> each.id().equals(to))
        .findFirst()
        .orElseThrow(() -> new IOException("the group has no member " + to));
  }

  private static void ask(GroupMember primary, List<String> command) throws IOException {
    try (RespClient client =
        RespClient.connect(primary.client().host(), primary.client().port(), ANSWER_TIMEOUT_MS)) {
      RespValue reply = client.call(command.toArray(new String[0]));
      if (reply instanceof RespValue.Failure(String message)) {
        throw new IOException(primary.id() + " answers: " + message);
      }
    }
  }

  private static boolean isHandedOver(GroupView now, MemberView before) {
    MemberView primary = now.primary();
    return primary != null && !primary.member().equals(before.member());
  }
}
