package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.ValueType;

/// TYPE: the data type at a key.
public final class Type {
  private static final KeyArg KEY = key("key", RO);

  /// The declaration of TYPE.
  public static final CommandSpec SPEC =
      CommandSpec.named("TYPE")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Names the data type of the value at a key.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY)
          .handler(Type::execute);

  private Type() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ValueType type = txn.type(call.get(KEY));
    return Reply.simple(type == null ? "none" : type.wireName());
  }
}
