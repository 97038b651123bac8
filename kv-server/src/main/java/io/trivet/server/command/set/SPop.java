package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.SetEditor;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.BytesVisitor;
import io.trivet.storage.value.SetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SPOP: removes members chosen at random.
public final class SPop {
  private static final KeyArg KEY = key("key", RW, ACCESS, DELETE);
  private static final Int64Arg COUNT =
      int64("count")
          .orError(ErrorText.OUT_OF_RANGE_POSITIVE)
          .atLeast(0, ErrorText.OUT_OF_RANGE_POSITIVE)
          .optional();

  public static final CommandSpec SPEC =
      CommandSpec.named("SPOP")
          .since("1.0.0")
          .group(SET)
          .summary("Removes members of a set that are chosen at random and replies with them.")
          .complexity("O(N), N being the number of members removed")
          .flags(WRITE, FAST)
          .arguments(KEY, COUNT)
          .history("3.2.0", "Takes a count.")
          .hints("nondeterministic_output")
          .handler(SPop::execute);

  private SPop() {}

  /// Replies with a member or null; with a set of different members if the client gave a count. The
  /// effects name the members that were chosen.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    SetValue set = txn.set(key);
    if (!call.has(COUNT)) {
      return Reply.bulkOrAbsent(set == null ? null : pop(key, set, txn));
    }
    long count = set == null ? 0 : Math.min(call.get(COUNT), set.size());
    return Reply.bulkSet(set == null ? List.of() : pop(key, set, (int) count, txn));
  }

  private static @Nullable Bytes pop(Bytes key, SetValue set, KeyspaceTxn txn) {
    Bytes member = set.random(txn.random());
    if (member != null) {
      txn.editSet(key).remove(member);
    }
    return member;
  }

  private static List<Bytes> pop(Bytes key, SetValue set, int count, KeyspaceTxn txn) {
    List<Bytes> members = new ArrayList<>(count);
    set.sample(txn.random(), count, BytesVisitor.into(members));
    if (count == set.size()) {
      txn.remove(key);
    } else {
      SetEditor editor = txn.editSet(key);
      members.forEach(editor::remove);
    }
    return members;
  }
}
