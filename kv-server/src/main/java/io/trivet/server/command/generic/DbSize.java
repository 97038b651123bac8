package io.trivet.server.command.generic;

import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SERVER;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// DBSIZE: the number of keys in the database.
public final class DbSize {

  /// The declaration of DBSIZE.
  public static final CommandSpec SPEC =
      CommandSpec.named("DBSIZE")
          .since("1.0.0")
          .group(SERVER)
          .summary("Returns the number of keys in the database.")
          .complexity("O(1)")
          .hints("request_policy:all_shards", "response_policy:agg_sum")
          .flags(READONLY, FAST)
          .categories(AclCategory.KEYSPACE)
          .handler(DbSize::execute);

  private DbSize() {}

  /// Keys count until their deletion, also if their expiry has passed.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    txn.observeAll();
    return Reply.integer(txn.scan().size());
  }
}
