package io.trivet.server.command.server;

import io.trivet.raft.NodeId;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.VerifyControl;
import io.trivet.server.command.VerifyControl.Report;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.keyspace.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// VERIFY: compares the standby's copy with this primary's while both work. The answer tells that it
/// has begun, as with BGSAVE; what comes of it, VERIFY STATUS tells.
///
///     VERIFY [first-slot last-slot]
///     VERIFY STATUS
final class Verify {
  private static final Reply STARTED = Reply.simple("Background verification started");

  static final CommandSpec SPEC =
      CommandSpec.named("VERIFY")
          .since("7.2.0")
          .group(CommandGroup.SERVER)
          .summary("Compares the copies of the group slot by slot.")
          .complexity("O(1); O(N) in the background where N is the number of keys")
          .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT, CommandFlag.STALE)
          .freeWords()
          .handler((Call call, ServerAccess server) -> execute(call.request(), server));

  private Verify() {}

  private static Reply execute(Request request, ServerAccess server) {
    VerifyControl control = server.group().verifications();
    return switch (request.count()) {
      case 1 -> begin(control, 0, Slot.COUNT - 1);
      case 2 -> status(request, control);
      case 3 -> {
        int first = slot(request, 1);
        int last = slot(request, 2);
        if (first > last) {
          throw new CommandError(ErrorText.VERIFY_SLOT);
        }
        yield begin(control, first, last);
      }
      default -> throw new CommandError(ErrorText.SYNTAX_ERROR);
    };
  }

  private static int slot(Request request, int word) {
    if (!request.isInt64(word)) {
      throw new CommandError(ErrorText.NOT_AN_INTEGER);
    }
    long slot = request.int64(word);
    if (slot < 0 || slot >= Slot.COUNT) {
      throw new CommandError(ErrorText.VERIFY_SLOT);
    }
    return (int) slot;
  }

  private static Reply begin(VerifyControl control, int first, int last) {
    return switch (control.begin(first, last)) {
      case BEGUN -> STARTED;
      case BUSY -> throw new CommandError(ErrorText.VERIFY_BUSY);
      case NOT_PRIMARY -> throw new CommandError(ErrorText.VERIFY_ON_REPLICA);
      case NO_STANDBY -> throw new CommandError(ErrorText.VERIFY_NO_REPLICAS);
    };
  }

  private static Reply status(Request request, VerifyControl control) {
    if (!request.word(1).toString().equalsIgnoreCase("STATUS")) {
      throw new CommandError(ErrorText.SYNTAX_ERROR);
    }
    Report report = control.report();
    NodeId standby = report.standby();
    List<Reply> fields = new ArrayList<>();
    text(fields, "state", report.state().name().toLowerCase(Locale.ROOT));
    text(fields, "standby", standby == null ? "" : standby.text());
    number(fields, "slots", report.slots());
    number(fields, "slots-done", report.slotsDone());
    number(fields, "keys", report.keys());
    number(fields, "sequence", report.sequence());
    number(fields, "elapsed-ms", report.elapsedMs());
    SlotDifference difference = report.difference();
    if (difference != null) {
      number(fields, "slot", difference.slot());
      number(fields, "slot-sequence", difference.sequence());
      text(fields, "primary-digest", hex(difference.primaryDigest()));
      text(fields, "standby-digest", hex(difference.ownDigest()));
    }
    text(fields, "reason", report.reason());
    fields.add(Reply.bulk("barred"));
    fields.add(Reply.array(barred(report.barred())));
    return Reply.map(fields);
  }

  private static List<Reply> barred(Map<NodeId, SlotDifference> barred) {
    return barred.keySet().stream().map(NodeId::text).sorted().map(Reply::bulk).toList();
  }

  private static void text(List<Reply> fields, String name, String value) {
    fields.add(Reply.bulk(name));
    fields.add(Reply.bulk(value));
  }

  private static void number(List<Reply> fields, String name, long value) {
    fields.add(Reply.bulk(name));
    fields.add(Reply.integer(value));
  }

  private static String hex(long digest) {
    return "%016x".formatted(digest);
  }
}
