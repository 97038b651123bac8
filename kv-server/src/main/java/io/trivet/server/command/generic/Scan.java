package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.GENERIC;

import io.trivet.server.bytes.GlobPattern;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.command.ScanOptions;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SCAN: a part of the keys of the database, and where to go on.
///
/// The cursor is the place in the order of slots and hashes, so it needs no memory here and stays
/// good on any node that has the data.
public final class Scan {
  private static final ParsedArg<Long> CURSOR = ScanOptions.cursorArg();
  private static final ParsedArg<GlobPattern> MATCH = ScanOptions.matchArg();
  private static final Int64Arg COUNT = ScanOptions.countArg();
  private static final BytesArg TYPE = bytes("type").after("TYPE").optional();

  /// The declaration of SCAN.
  public static final CommandSpec SPEC =
      CommandSpec.named("SCAN")
          .since("2.8.0")
          .group(GENERIC)
          .summary("Lists some keys of the database and says where to go on.")
          .complexity("O(1) a call, O(N) for all calls together, N being the number of keys")
          .history("6.0.0", "TYPE.")
          .hints("nondeterministic_output", "request_policy:special", "response_policy:special")
          .flags(READONLY)
          .arguments(CURSOR, MATCH, COUNT, TYPE)
          .wholeKeyspaceHandler(Scan::execute);

  private Scan() {}

  /// Replies with the next cursor, 0 at the end, and the keys.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ScanOptions options = ScanOptions.of(call, CURSOR, MATCH, COUNT);
    Bytes type = call.find(TYPE);
    String typeName = type == null ? null : type.toString();
    List<Bytes> found = new ArrayList<>();
    txn.observeAll();
    long next =
        txn.scan()
            .scan(
                options.cursor(),
                options.count(),
                (key, kind, _) -> {
                  if (isOf(typeName, kind.type())
                      && options.accepts(key.array(), 0, key.length())) {
                    found.add(key);
                  }
                });
    return ScanOptions.reply(next, found);
  }

  /// The name of a type may be in any case; one that no type has matches nothing.
  private static boolean isOf(@Nullable String name, @Nullable ValueType type) {
    return name == null || (type != null && type.wireName().equalsIgnoreCase(name));
  }
}
