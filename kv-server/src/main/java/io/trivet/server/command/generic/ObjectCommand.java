package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.Encoding;

/// OBJECT: how a value is kept and how it is used.
public final class ObjectCommand {
  private static final KeyArg KEY = key("key", RO);
  private static final long SECOND_MS = 1000;

  private static final CommandSpec ENCODING =
      declaration("ENCODING", "2.2.3", "Names the encoding of a value.")
          .handler(ObjectCommand::encoding);

  private static final CommandSpec FREQ =
      declaration("FREQ", "4.0.0", "Returns the logarithmic access counter of a key.")
          .handler(ObjectCommand::frequency);

  private static final CommandSpec IDLETIME =
      declaration("IDLETIME", "2.2.3", "Returns the seconds since the last access to a key.")
          .handler(ObjectCommand::idleTime);

  private static final CommandSpec REFCOUNT =
      declaration("REFCOUNT", "2.2.3", "Returns how often a value is referred to, which is once.")
          .handler(ObjectCommand::references);

  /// The declaration of OBJECT.
  public static final CommandSpec SPEC =
      CommandSpec.named("OBJECT")
          .since("2.2.3")
          .group(GENERIC)
          .summary("Says how values are kept and used.")
          .complexity("O(1)")
          .subcommands(ENCODING, FREQ, Help.of("OBJECT", "6.2.0", GENERIC), IDLETIME, REFCOUNT)
          .container();

  private ObjectCommand() {}

  private static CommandSpec.Builder declaration(String name, String since, String summary) {
    return CommandSpec.named("OBJECT|" + name)
        .since(since)
        .group(GENERIC)
        .summary(summary)
        .complexity("O(1)")
        .hints("nondeterministic_output")
        .flags(READONLY)
        .arguments(KEY);
  }

  private static Reply encoding(Call call, KeyspaceTxn txn) {
    Encoding encoding = txn.encoding(call.get(KEY));
    return encoding == null ? Reply.absent() : Reply.bulk(encoding.wireName());
  }

  private static Reply frequency(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    if (txn.type(key) == null) {
      return Reply.absent();
    }
    if (!txn.keyspace().accessClock().countsFrequency()) {
      throw new CommandError(ErrorText.NOT_LFU);
    }
    return Reply.integer(txn.frequency(key));
  }

  private static Reply idleTime(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    if (txn.type(key) == null) {
      return Reply.absent();
    }
    if (txn.keyspace().accessClock().countsFrequency()) {
      throw new CommandError(ErrorText.IS_LFU);
    }
    return Reply.integer(txn.idleMs(key) / SECOND_MS);
  }

  private static Reply references(Call call, KeyspaceTxn txn) {
    return txn.type(call.get(KEY)) == null ? Reply.absent() : Reply.integer(1);
  }
}
