package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

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
import io.trivet.storage.value.HashValue;
import java.util.ArrayList;
import java.util.List;

/// HSCAN: walks over a hash in steps.
public final class HScan {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final ParsedArg<Long> CURSOR = ScanOptions.cursorArg();
  private static final ParsedArg<GlobPattern> MATCH = ScanOptions.matchArg();
  private static final Int64Arg COUNT = ScanOptions.countArg();

  public static final CommandSpec SPEC =
      CommandSpec.named("HSCAN")
          .since("2.8.0")
          .group(HASH)
          .summary("Replies with some fields of a hash, their values, and a cursor to go on with.")
          .complexity("O(1) per call, O(N) for all of a hash of N fields")
          .flags(READONLY)
          .arguments(KEY, CURSOR, MATCH, COUNT)
          .hints("nondeterministic_output")
          .handler(HScan::execute);

  private HScan() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ScanOptions options = ScanOptions.of(call, CURSOR, MATCH, COUNT);
    HashValue hash = txn.hash(call.get(KEY));
    List<Bytes> found = new ArrayList<>();
    if (hash == null) {
      return ScanOptions.reply(0, found);
    }
    long next =
        hash.scan(
            options.cursor(),
            options.count(),
            (field, fieldFrom, fieldTo, value, from, to) -> {
              if (options.accepts(field, fieldFrom, fieldTo)) {
                found.add(Bytes.copyOf(field, fieldFrom, fieldTo));
                found.add(Bytes.copyOf(value, from, to));
              }
            });
    return ScanOptions.reply(next, found);
  }
}
