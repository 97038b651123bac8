package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// MGET: the strings at several keys.
public final class MGet {
  private static final Repeated KEYS = keys("key", RO, ACCESS);

  /// The declaration of MGET.
  public static final CommandSpec SPEC =
      CommandSpec.named("MGET")
          .since("1.0.0")
          .group(STRING)
          .summary("Returns the strings stored at several keys.")
          .complexity("O(N), N being the number of keys")
          .hints("request_policy:multi_shard")
          .flags(READONLY, FAST)
          .arguments(KEYS)
          .handler(MGet::execute);

  private MGet() {}

  /// Replies with one element a key, absent where the key is or where it holds no string.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    List<Bytes> keys = call.all(KEYS);
    @Nullable Bytes[] values = new Bytes[keys.size()];
    for (int i = 0; i < values.length; i++) {
      Bytes key = keys.get(i);
      ValueType type = txn.type(key);
      values[i] = type == null || type == ValueType.STRING ? txn.string(key) : null;
    }
    return Reply.bulks(Arrays.asList(values));
  }
}
