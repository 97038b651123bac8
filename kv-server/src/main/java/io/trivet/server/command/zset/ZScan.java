package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.bytes.Float64Text;
import io.trivet.server.bytes.GlobPattern;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.command.ScanOptions;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.List;

/// ZSCAN: walks over a sorted set in steps.
public final class ZScan {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final ParsedArg<Long> CURSOR = ScanOptions.cursorArg();
  private static final ParsedArg<GlobPattern> MATCH = ScanOptions.matchArg();
  private static final Int64Arg COUNT = ScanOptions.countArg();

  public static final CommandSpec SPEC =
      CommandSpec.named("ZSCAN")
          .since("2.8.0")
          .group(SORTED_SET)
          .summary(
              "Replies with some members of a sorted set, their scores, and a cursor to go on with.")
          .complexity("O(1) per call, O(N) for all of a sorted set of N members")
          .flags(READONLY)
          .arguments(KEY, CURSOR, MATCH, COUNT)
          .hints("nondeterministic_output")
          .handler(ZScan::execute);

  private ZScan() {}

  /// Scores are texts here, in any version of the protocol.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ScanOptions options = ScanOptions.of(call, CURSOR, MATCH, COUNT);
    ZSetValue zset = txn.zset(call.get(KEY));
    List<Bytes> found = new ArrayList<>();
    if (zset == null) {
      return ScanOptions.reply(0, found);
    }
    long next =
        zset.scan(
            options.cursor(),
            options.count(),
            (array, from, to, score) -> {
              if (options.accepts(array, from, to)) {
                found.add(Bytes.copyOf(array, from, to));
                found.add(Float64Text.formatBytes(score));
              }
            });
    return ScanOptions.reply(next, found);
  }
}
