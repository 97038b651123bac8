package io.trivet.cli.group;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.RespValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/// `kv group failover --force`: has a member tell what it would lose as primary, and if that is
/// accepted makes it primary with what it told.
///
/// @param before the group, when it was asked
/// @param member that is to be primary
record ForcedFailover(GroupView before, GroupMember member, PrintWriter out) {
  /// Longer than the group takes to say that it has no majority.
  private static final int ANSWER_TIMEOUT_MS = 10_000;

  private static final String CONFIRMATION = "confirm_with";

  /// Prints the report, and goes on if the loss is accepted.
  ///
  /// @param serveSeconds for which it waits until the member serves
  /// @throws IOException if the member refuses, or does not serve in time
  int run(boolean isAccepted, int serveSeconds) throws IOException {
    try (RespClient client =
        RespClient.connect(member.client().host(), member.client().port(), ANSWER_TIMEOUT_MS)) {
      Map<String, String> report = fields(client.call("FAILOVER", "FORCE"));
      String confirmation = report.remove(CONFIRMATION);
      report.forEach((name, value) -> out.println(name + ": " + value));
      if (confirmation == null) {
        throw new IOException(member.id() + " does not say how it is confirmed");
      }
      if (!isAccepted) {
        out.println("Nothing has changed. --accept-loss makes " + member.id() + " primary.");
        return ExitCode.SOFTWARE;
      }
      Map<String, String> made = fields(client.call(confirmation.split(" ", -1)));
      out.println("outcome: " + made.get("outcome"));
    }
    MemberView primary = awaitPrimary(serveSeconds);
    if (primary == null || !primary.member().equals(member)) {
      throw new IOException(member.id() + " does not serve yet: look at kv group status");
    }
    out.println(member.id() + " is primary of epoch " + primary.field("epoch"));
    return ExitCode.OK;
  }

  private @Nullable MemberView awaitPrimary(int seconds) throws IOException {
    List<GroupMember> members = before.members().stream().map(MemberView::member).toList();
    return Polling.await(
            () -> GroupView.of(members),
            now -> now.primary() != null && now.primary().member().equals(member),
            TimeUnit.SECONDS.toMillis(seconds))
        .primary();
  }

  private Map<String, String> fields(RespValue reply) throws IOException {
    if (reply instanceof RespValue.Failure(String message)) {
      throw new IOException(member.id() + " answers: " + message);
    }
    if (!(reply instanceof RespValue.Array(List<RespValue> items))) {
      throw new IOException(member.id() + " answers " + reply);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      fields.put(items.get(i).text(), items.get(i + 1).text());
    }
    return fields;
  }
}
