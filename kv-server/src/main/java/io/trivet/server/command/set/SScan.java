package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SET;
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
import io.trivet.storage.value.SetValue;
import java.util.ArrayList;
import java.util.List;

/// SSCAN: walks over a set in steps.
public final class SScan {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final ParsedArg<Long> CURSOR = ScanOptions.cursorArg();
  private static final ParsedArg<GlobPattern> MATCH = ScanOptions.matchArg();
  private static final Int64Arg COUNT = ScanOptions.countArg();

  public static final CommandSpec SPEC =
      CommandSpec.named("SSCAN")
          .since("2.8.0")
          .group(SET)
          .summary("Replies with some members of a set and a cursor to go on with.")
          .complexity("O(1) per call, O(N) for all of a set of N members")
          .flags(READONLY)
          .arguments(KEY, CURSOR, MATCH, COUNT)
          .hints("nondeterministic_output")
          .handler(SScan::execute);

  private SScan() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ScanOptions options = ScanOptions.of(call, CURSOR, MATCH, COUNT);
    SetValue set = txn.set(call.get(KEY));
    List<Bytes> found = new ArrayList<>();
    if (set == null) {
      return ScanOptions.reply(0, found);
    }
    long next =
        set.scan(
            options.cursor(),
            options.count(),
            (array, from, to) -> {
              if (options.accepts(array, from, to)) {
                found.add(Bytes.copyOf(array, from, to));
              }
            });
    return ScanOptions.reply(next, found);
  }
}
