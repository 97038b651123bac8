package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.pattern;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.GENERIC;

import io.trivet.server.bytes.GlobPattern;
import io.trivet.server.command.AclCategory;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// KEYS: all keys that match a pattern.
public final class Keys {
  private static final BytesArg PATTERN = pattern("pattern");

  /// The declaration of KEYS.
  public static final CommandSpec SPEC =
      CommandSpec.named("KEYS")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Lists the keys of the database that match a pattern.")
          .complexity("O(N), N being the number of keys in the database")
          .hints("request_policy:all_shards", "nondeterministic_output_order")
          .flags(READONLY)
          .categories(AclCategory.DANGEROUS)
          .arguments(PATTERN)
          .wholeKeyspaceHandler(Keys::execute);

  private Keys() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    GlobPattern wanted = GlobPattern.of(call.get(PATTERN));
    List<Bytes> found = new ArrayList<>();
    txn.observeAll();
    txn.scan()
        .scan(
            0,
            Long.MAX_VALUE,
            (key, _, _) -> {
              if (wanted.isAll() || wanted.matches(key)) {
                found.add(key);
              }
            });
    return Reply.bulks(found);
  }
}
