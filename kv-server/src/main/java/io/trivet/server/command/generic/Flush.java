package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SERVER;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// FLUSHDB and FLUSHALL: empty databases.
///
/// The emptied database gets a new space, so that both modes take the same short time; the memory
/// is freed behind the reply.
public final class Flush {
  private static final Choice<Mode> MODE = oneOf("flush-type", Mode.class);

  /// The declaration of FLUSHDB.
  public static final CommandSpec FLUSHDB =
      declaration("FLUSHDB", "Deletes all keys of the database.")
          .wholeKeyspaceHandler((call, txn) -> {
            lockAll(txn);
            txn.flush(txn.database());
            return Reply.OK;
          });

  /// The declaration of FLUSHALL.
  public static final CommandSpec FLUSHALL =
      declaration("FLUSHALL", "Deletes all keys of all databases.")
          .wholeKeyspaceHandler(Flush::flushAll);

  private Flush() {}

  /// Whether the client waits until the memory is free; here it never does.
  private enum Mode {
    ASYNC,
    SYNC
  }

  private static CommandSpec.Builder declaration(String name, String summary) {
    return CommandSpec.named(name)
        .since("1.0.0")
        .group(SERVER)
        .summary(summary)
        .complexity("O(1)")
        .history("4.0.0", "ASYNC.")
        .history("6.2.0", "SYNC.")
        .hints("request_policy:all_shards", "response_policy:all_succeeded")
        .flags(WRITE)
        .categories(AclCategory.KEYSPACE, AclCategory.DANGEROUS)
        .arguments(MODE);
  }

  private static Reply flushAll(Call call, KeyspaceTxn txn) {
    lockAll(txn);
    for (int database = 0; database < txn.keyspace().databaseCount(); database++) {
      txn.flush(database);
    }
    return Reply.OK;
  }

  private static void lockAll(KeyspaceTxn txn) {
    if (!txn.holdsAll()) {
      txn.lockAll();
    }
  }
}
