package io.trivet.server.command.generic;

import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.GENERIC;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// RANDOMKEY: some key of the database.
public final class RandomKey {

  /// The declaration of RANDOMKEY.
  public static final CommandSpec SPEC =
      CommandSpec.named("RANDOMKEY")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Returns a key of the database chosen at random.")
          .complexity("O(1)")
          .hints("request_policy:all_shards", "response_policy:special", "nondeterministic_output")
          .flags(READONLY)
          .wholeKeyspaceHandler(RandomKey::execute);

  private RandomKey() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    txn.observeAll();
    return Reply.bulkOrAbsent(txn.scan().randomKey(txn.random()));
  }
}
