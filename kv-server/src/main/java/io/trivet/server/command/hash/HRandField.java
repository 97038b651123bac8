package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Block;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.SampleSize;
import io.trivet.server.command.Token;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.FieldVisitor;
import io.trivet.storage.value.HashValue;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// HRANDFIELD: shows fields chosen at random.
public final class HRandField {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg COUNT = SampleSize.countArg();
  private static final Token WITHVALUES = token("WITHVALUES");
  private static final Block OPTIONS = block("options", COUNT, WITHVALUES).optional();

  public static final CommandSpec SPEC =
      CommandSpec.named("HRANDFIELD")
          .since("6.2.0")
          .group(HASH)
          .summary("Replies with fields of a hash that are chosen at random.")
          .complexity("O(N), N being the number of fields shown")
          .flags(READONLY)
          .arguments(KEY, OPTIONS)
          .hints("nondeterministic_output")
          .handler(HRandField::execute);

  private HRandField() {}

  /// Replies with a field or null; with an array if the client gave a count.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashValue hash = txn.hash(call.get(KEY));
    boolean hasCount = call.has(OPTIONS);
    SampleSize size = SampleSize.of(hasCount ? call.get(COUNT) : 1);
    if (hash == null) {
      return hasCount ? Reply.emptyArray() : Reply.absent();
    }
    boolean withValues = call.has(WITHVALUES);
    List<Bytes> fields = new ArrayList<>();
    choose(
        hash,
        size,
        txn.random(),
        (field, fieldFrom, fieldTo, value, from, to) -> {
          fields.add(Bytes.copyOf(field, fieldFrom, fieldTo));
          if (withValues) {
            fields.add(Bytes.copyOf(value, from, to));
          }
        });
    if (!hasCount) {
      return Reply.bulk(fields.getFirst());
    }
    return withValues ? Reply.bulkPairs(fields) : Reply.bulks(fields);
  }

  private static void choose(
      HashValue hash, SampleSize size, RandomGenerator random, FieldVisitor visitor) {
    if (!size.mayRepeat()) {
      hash.sample(random, size.picks(), visitor);
      return;
    }
    for (int i = 0; i < size.picks(); i++) {
      hash.random(random, visitor);
    }
  }
}
