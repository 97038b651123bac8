package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.server.time.SettableClock;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.keyspace.WrongTypeException;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogAppender;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.value.EncodingLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;

/// Commands on a keyspace of their own with a log in memory, run one at a time as a dispatcher runs
/// them.
///
/// Beside it stands a second keyspace that hears of changes only through the log. After each
/// command both must be the same (I11, I16), and a command that answered with an error must have
/// changed nothing (I27).
public final class CommandFixture implements AutoCloseable {
  private static final int DATABASES = 16;
  private static final int EPOCH = 1;
  private static final long START_MS = 1_700_000_000_000L;

  private final CommandTable table;
  private final SettableClock clock = new SettableClock(START_MS);
  private final GroupLog log;
  private final LogAppender appender;
  private final Keyspace keyspace;
  private final KeyspaceTxn txn;
  private final KeyspaceMirror mirror;
  private final KeyPositions keys = new KeyPositions();
  private int database;

  /// An empty keyspace that is changed by `commands`, with these limits of packed encodings.
  public CommandFixture(List<CommandSpec> commands, EncodingLimits limits) {
    table = CommandTable.of(commands);
    LogOptions options = LogOptions.defaults().withRingBytes(1 << 20).withSegmentBytes(1 << 20);
    try {
      log =
          GroupLog.open(
              new SimDisk(new SplittableRandom(1)),
              options,
              0,
              (sequence, epoch, wallTimeMs, address, bytes) -> {},
              new LogListener() {});
      log.openEpoch(EPOCH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    appender = log.appender();
    keyspace = new Keyspace(DATABASES, 1);
    keyspace.epoch(EPOCH);
    keyspace.limits(limits);
    txn = keyspace.transaction(appender);
    mirror = new KeyspaceMirror(log, DATABASES, limits);
  }

  /// The time that the commands see.
  public SettableClock clock() {
    return clock;
  }

  /// The keyspace that the commands change.
  public Keyspace keyspace() {
    return keyspace;
  }

  /// Runs the requests from now on in this database.
  public void select(int number) {
    database = number;
  }

  /// Runs a request given as UTF-8 words.
  public Reply run(String... words) {
    return run(Request.of(words));
  }

  /// Runs a request and checks what it left behind.
  public Reply run(Request request) {
    String before = KeyspaceText.of(txn, clock.wallMs());
    Reply reply = answer(request);
    String after = KeyspaceText.of(txn, clock.wallMs());
    if (reply instanceof Reply.Failure) {
      assertThat(after).describedAs("after the error of %s", request).isEqualTo(before);
    }
    assertThat(mirror.text(clock.wallMs())).describedAs("replay of %s", request).isEqualTo(after);
    return reply;
  }

  private Reply answer(Request request) {
    CommandSpec spec = table.find(request);
    if (spec == null) {
      return table.unknown(request).reply();
    }
    try {
      return execute(spec, request);
    } catch (CommandError e) {
      return e.reply();
    } catch (WrongTypeException e) {
      return Reply.error(ErrorText.WRONG_TYPE);
    }
  }

  private Reply execute(CommandSpec spec, Request request) {
    Call call = spec.parse(request);
    txn.begin(database, clock.wallMs());
    lock(spec, call);
    try {
      return reply(spec, call);
    } finally {
      txn.commit();
      txn.unlock();
    }
  }

  /// Commands over the whole keyspace lock what they walk through, unless they write.
  private void lock(CommandSpec spec, Call call) {
    if (spec.handler() instanceof WholeKeyspaceHandler) {
      if (spec.has(CommandFlag.WRITE)) {
        txn.lockAll();
      }
      return;
    }
    spec.keys(call, keys);
    int[] slots = new int[keys.count()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Slot.of(call.request().word(keys.word(i)).array());
    }
    txn.lock(slots, slots.length);
  }

  /// A command that would wait says at once what it says at its timeout.
  private Reply reply(CommandSpec spec, Call call) {
    return switch (spec.handler()) {
      case KeyspaceHandler handler -> handler.execute(call, txn);
      case WholeKeyspaceHandler handler -> handler.execute(call, txn);
      case BlockingHandler handler -> {
        Reply reply = handler.attempt().execute(call, txn);
        yield reply == null ? handler.atTimeout().apply(call) : reply;
      }
      case SessionHandler _, ServerHandler _, FlowHandler _, ContainerHandler _ ->
          throw new IllegalArgumentException(spec + " needs more than a keyspace");
    };
  }

  @Override
  public void close() {
    txn.close();
    mirror.close();
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
