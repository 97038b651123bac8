package io.trivet.cli.group;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.RespValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kv verify`: has the primary of a group compare the standby's copy with its own.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the two copies of a group slot by slot while they work.",
      "Exit code 0: equal. 1: a slot differs, or the comparison came to no end."
    })
public final class Verify implements Callable<Integer> {
  private static final int ANSWER_TIMEOUT_MS = 5_000;
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LOOKS_A_LINE = 10;
  private static final String RUNNING = "running";

  @Spec private @Nullable CommandSpec spec;
  @Mixin private GroupTarget target = new GroupTarget();

  @Option(
      names = "--slots",
      paramLabel = "FIRST-LAST",
      description = "The slots to compare, both included; all 16384 by default.")
  private @Nullable String slots;

  @Override
  public Integer call() throws IOException {
    MemberView primary = target.view().primary();
    if (primary == null) {
      throw new IOException("no primary serves: there is nothing to compare with");
    }
    GroupMember member = primary.member();
    try (RespClient client =
        RespClient.connect(member.client().host(), member.client().port(), ANSWER_TIMEOUT_MS)) {
      expectText(client.call(command().toArray(new String[0])));
      return tell(member.id(), await(client));
    }
  }

  private List<String> command() throws IOException {
    List<String> words = new ArrayList<>(List.of("VERIFY"));
    String range = slots;
    if (range != null) {
      String[] ends = range.split("-", -1);
      if (ends.length > 2) {
        throw new IOException("--slots reads FIRST-LAST, not '" + range + "'");
      }
      words.add(ends[0]);
      words.add(ends[ends.length - 1]);
    }
    return words;
  }

  private Map<String, String> await(RespClient client) throws IOException {
    PrintWriter progress = Objects.requireNonNull(spec).commandLine().getErr();
    for (int look = 1; ; look++) {
      Map<String, String> status = status(client);
      if (!RUNNING.equals(status.get("state"))) {
        return status;
      }
      if (look % LOOKS_A_LINE == 0) {
        progress.printf(
            "%s of %s slots, %s keys, %s ms%n",
            status.get("slots-done"),
            status.get("slots"),
            status.get("keys"),
            status.get("elapsed-ms"));
        progress.flush();
      }
      LockSupport.parkNanos(LOOK_NS);
    }
  }

  private int tell(String primary, Map<String, String> status) {
    PrintWriter out = Printing.out(spec);
    String standby = status.get("standby");
    switch (String.valueOf(status.get("state"))) {
      case "equal" ->
          out.printf(
              "%s equals %s: %s slots, %s keys, up to sequence %s, in %s ms%n",
              standby,
              primary,
              status.get("slots"),
              status.get("keys"),
              status.get("sequence"),
              status.get("elapsed-ms"));
      case "different" ->
          out.printf(
              "%s differs from %s in slot %s at sequence %s: digest %s instead of %s;"
                  + " it is no candidate until it has taken an image%n",
              standby,
              primary,
              status.get("slot"),
              status.get("slot-sequence"),
              status.get("standby-digest"),
              status.get("primary-digest"));
      default -> out.printf("not compared: %s%n", status.get("reason"));
    }
    return "equal".equals(status.get("state")) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Map<String, String> status(RespClient client) throws IOException {
    RespValue reply = client.call("VERIFY", "STATUS");
    Map<String, String> fields = new HashMap<>();
    if (reply instanceof RespValue.Array(List<RespValue> items)) {
      for (int i = 0; i + 1 < items.size(); i += 2) {
        if (!(items.get(i + 1) instanceof RespValue.Array)) {
          fields.put(items.get(i).text(), items.get(i + 1).text());
        }
      }
    } else {
      expectText(reply);
    }
    return fields;
  }

  private static void expectText(RespValue reply) throws IOException {
    if (reply instanceof RespValue.Failure(String message)) {
      throw new IOException("the primary answers: " + message);
    }
  }
}
