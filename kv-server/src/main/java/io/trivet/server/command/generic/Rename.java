package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// RENAME and RENAMENX: give a value another key.
public final class Rename {
  private static final KeyArg KEY = key("key", RW, ACCESS, DELETE);
  private static final KeyArg TARGET = key("newkey", OW, UPDATE);
  private static final KeyArg NEW_TARGET = key("newkey", OW, INSERT);

  /// The declaration of RENAME.
  public static final CommandSpec RENAME =
      CommandSpec.named("RENAME")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Gives a value another key; what that key held is gone.")
          .complexity("O(N), N being the size of the value, all of which goes into the log")
          .flags(WRITE)
          .arguments(KEY, TARGET)
          .handler(Rename::rename);

  /// The declaration of RENAMENX.
  public static final CommandSpec RENAMENX =
      CommandSpec.named("RENAMENX")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Gives a value another key if that key does not exist.")
          .complexity("O(N), N being the size of the value, all of which goes into the log")
          .history("3.2.0", "Source and target may be the same.")
          .flags(WRITE, FAST)
          .arguments(KEY, NEW_TARGET)
          .handler(Rename::renameIfNew);

  private Rename() {}

  private static Reply rename(Call call, KeyspaceTxn txn) {
    Bytes key = existing(call, txn);
    Bytes target = call.get(TARGET);
    if (!key.equals(target)) {
      txn.move(key, txn.database(), target);
    }
    return Reply.OK;
  }

  /// Replies with 1 if it was renamed, else with 0.
  private static Reply renameIfNew(Call call, KeyspaceTxn txn) {
    Bytes key = existing(call, txn);
    Bytes target = call.get(NEW_TARGET);
    if (txn.exists(target)) {
      return Reply.integer(0);
    }
    txn.move(key, txn.database(), target);
    return Reply.integer(1);
  }

  private static Bytes existing(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    if (!txn.touch(key)) {
      throw new CommandError(ErrorText.NO_SUCH_KEY);
    }
    return key;
  }
}
