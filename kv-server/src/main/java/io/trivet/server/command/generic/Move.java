package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.int32;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// MOVE: takes a key into another database.
public final class Move {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final Int64Arg DATABASE = int32("db");

  /// The declaration of MOVE.
  public static final CommandSpec SPEC =
      CommandSpec.named("MOVE")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Takes a key into another database.")
          .complexity("O(N), N being the size of the value, all of which goes into the log")
          .flags(WRITE, FAST)
          .arguments(KEY, DATABASE)
          .handler(Move::execute);

  private Move() {}

  /// Replies with 1 if it was moved; with 0 if there is nothing to move or the other database has
  /// the key.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    int database = DatabaseIndex.check(call.get(DATABASE), txn, ErrorText.DB_INDEX);
    if (database == txn.database()) {
      throw new CommandError(ErrorText.SAME_OBJECT);
    }
    DatabaseIndex.requireResident(key, key, database, txn);
    boolean isTaken = DatabaseIndex.exists(key, database, txn);
    if (isTaken || !txn.touch(key)) {
      return Reply.integer(0);
    }
    txn.move(key, database, key);
    return Reply.integer(1);
  }
}
