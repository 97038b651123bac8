package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.HashValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// HMGET: reads several fields.
public final class HMGet {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Repeated FIELDS = repeated("field", bytes("field"));

  public static final CommandSpec SPEC =
      CommandSpec.named("HMGET")
          .since("2.0.0")
          .group(HASH)
          .summary(
              "Replies with the values of fields of a hash, null for those that are not there.")
          .complexity("O(N), N being the number of fields asked for")
          .flags(READONLY, FAST)
          .arguments(KEY, FIELDS)
          .handler(HMGet::execute);

  private HMGet() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashValue hash = txn.hash(call.get(KEY));
    List<@Nullable Bytes> values = new ArrayList<>(call.count(FIELDS));
    for (Bytes field : call.all(FIELDS)) {
      values.add(hash == null ? null : hash.get(field));
    }
    return Reply.bulks(values);
  }
}
