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
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /// Attempts a blocking call once more, as for a client that waits; null if it goes on waiting.
  public @Nullable Reply attempt(Call call) {
    return answer(() -> execute(call));
  }

  private Reply answer(Request request) {
    CommandSpec spec = table.find(request);
    if (spec == null) {
      return table.unknown(request).reply();
    }
    Reply reply =
        answer(() -> {
          Call call = spec.parse(request);
          Reply answer = execute(call);
          return answer == null ? atTimeout(call) : answer;
        });
    return Objects.requireNonNull(reply);
  }

  private static @Nullable Reply answer(Supplier<@Nullable Reply> command) {
    try {
      return command.get();
    } catch (CommandError e) {
      return e.reply();
    } catch (WrongTypeException e) {
      return Reply.error(ErrorText.WRONG_TYPE);
    }
  }

  private @Nullable Reply execute(Call call) {
    txn.begin(database, clock.wallMs());
    lock(call.spec(), call);
    try {
      return reply(call);
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

  private @Nullable Reply reply(Call call) {
    return switch (call.spec().handler()) {
      case KeyspaceHandler handler -> handler.execute(call, txn);
      case WholeKeyspaceHandler handler -> handler.execute(call, txn);
      case BlockingHandler handler -> handler.attempt().execute(call, txn);
      case SessionHandler _,
          ServerHandler _,
          DeferredHandler _,
          FlowHandler _,
          ContainerHandler _ ->
          throw new IllegalArgumentException(call.spec() + " needs more than a keyspace");
    };
  }

  /// A command that would wait says at once what it says at its timeout.
  private static @Nullable Reply atTimeout(Call call) {
    return call.spec().handler() instanceof BlockingHandler handler
        ? handler.atTimeout().apply(call)
        : null;
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
