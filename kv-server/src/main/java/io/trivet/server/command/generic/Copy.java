package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.int32;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// COPY: makes another key hold the same value, with the same expiry.
public final class Copy {
  private static final KeyArg SOURCE = key("source", RO, ACCESS);
  private static final KeyArg TARGET = key("destination", OW, UPDATE);
  private static final Int64Arg DATABASE = int32("destination-db").after("DB").optional();
  private static final Token REPLACE = token("REPLACE");

  /// The declaration of COPY.
  public static final CommandSpec SPEC =
      CommandSpec.named("COPY")
          .since("6.2.0")
          .group(GENERIC)
          .summary("Makes another key hold a copy of a value.")
          .complexity("O(N), N being the size of the value")
          .flags(WRITE, DENY_OOM)
          .arguments(SOURCE, TARGET, DATABASE, REPLACE)
          .handler(Copy::execute);

  private Copy() {}

  /// Replies with 1 if it was copied; with 0 if there is nothing to copy or the target exists.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes source = call.get(SOURCE);
    Bytes target = call.get(TARGET);
    int home = txn.database();
    int database = DatabaseIndex.check(call.get(DATABASE, home), txn, ErrorText.DB_INDEX);
    if (database == home && source.equals(target)) {
      throw new CommandError(ErrorText.SAME_OBJECT);
    }
    DatabaseIndex.requireResident(source, target, database, txn);
    boolean isFree = call.has(REPLACE) || !DatabaseIndex.exists(target, database, txn);
    if (!txn.touch(source) || !isFree) {
      return Reply.integer(0);
    }
    txn.copy(source, database, target);
    return Reply.integer(1);
  }
}
