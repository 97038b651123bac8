package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.SampleSize;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.BytesVisitor;
import io.trivet.storage.value.SetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// SRANDMEMBER: shows members chosen at random.
public final class SRandMember {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg COUNT = SampleSize.countArg().optional();

  public static final CommandSpec SPEC =
      CommandSpec.named("SRANDMEMBER")
          .since("1.0.0")
          .group(SET)
          .summary("Replies with members of a set that are chosen at random.")
          .complexity("O(N), N being the number of members shown")
          .flags(READONLY)
          .arguments(KEY, COUNT)
          .history("2.6.0", "Takes a count.")
          .hints("nondeterministic_output")
          .handler(SRandMember::execute);

  private SRandMember() {}

  /// Replies with a member or null; with an array if the client gave a count.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    SetValue set = txn.set(call.get(KEY));
    if (!call.has(COUNT)) {
      return Reply.bulkOrAbsent(set == null ? null : set.random(txn.random()));
    }
    SampleSize size = SampleSize.of(call.get(COUNT));
    return set == null ? Reply.emptyArray() : Reply.bulks(choose(set, size, txn.random()));
  }

  private static List<Bytes> choose(SetValue set, SampleSize size, RandomGenerator random) {
    List<Bytes> members = new ArrayList<>();
    if (!size.mayRepeat()) {
      set.sample(random, size.picks(), BytesVisitor.into(members));
      return members;
    }
    for (int i = 0; i < size.picks(); i++) {
      Bytes member = set.random(random);
      if (member != null) {
        members.add(member);
      }
    }
    return members;
  }
}
