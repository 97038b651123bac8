package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Answer;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The parts of DEBUG that look at the data, or make it move: DIGEST, DIGEST-VALUE, OBJECT,
/// POPULATE, RELOAD, LOADAOF and SLEEP.
final class DebugKeys {
  private static final long LRU_CLOCK_SECONDS = 1L << 24;
  private static final double MS_PER_SECOND = 1000;
  private static final Set<String> RELOAD_OPTIONS = Set.of("MERGE", "NOFLUSH", "NOSAVE");
  private static final int OWN_LENGTH = -1;

  private static final KeyArg KEY = key("key", RO);
  private static final Repeated KEYS = keys("key", RO).optional();
  private static final BytesArg SECONDS = bytes("seconds");
  private static final Repeated OPTIONS = repeated("option", bytes("option")).optional();
  private static final Int64Arg COUNT =
      int64("count")
          .orError(ErrorText.OUT_OF_RANGE_POSITIVE)
          .atLeast(0, ErrorText.OUT_OF_RANGE_POSITIVE);
  private static final BytesArg PREFIX = bytes("prefix").optional();
  private static final Int64Arg SIZE =
      int64("size").between(0, Integer.MAX_VALUE, ErrorText.OUT_OF_RANGE_POSITIVE).optional();

  static final CommandSpec DIGEST =
      Debug.subcommand("DIGEST")
          .summary("Computes a digest of all data, the same as Redis.")
          .wholeKeyspaceHandler(DebugKeys::digest);

  static final CommandSpec DIGEST_VALUE =
      Debug.subcommand("DIGEST-VALUE")
          .summary("Computes digests of values, the same as Redis.")
          .arguments(KEYS)
          .handler(DebugKeys::digestValues);

  static final CommandSpec OBJECT =
      Debug.subcommand("OBJECT")
          .summary("Tells how a value is kept.")
          .arguments(KEY)
          .handler(DebugKeys::object);

  static final CommandSpec POPULATE =
      Debug.subcommand("POPULATE")
          .summary("Makes strings.")
          .flags(CommandFlag.WRITE, CommandFlag.NO_MULTI)
          .arguments(COUNT, PREFIX, SIZE)
          .deferredHandler(DebugKeys::populate, DebugKeys::refuse);

  static final CommandSpec RELOAD =
      Debug.subcommand("RELOAD")
          .summary("Makes a checkpoint and reads all data from disk from then on.")
          .flags(CommandFlag.NO_MULTI)
          .arguments(OPTIONS)
          .deferredHandler(DebugKeys::reload, DebugKeys::refuse);

  static final CommandSpec LOADAOF =
      Debug.subcommand("LOADAOF")
          .summary("Makes a checkpoint and reads all data from disk from then on.")
          .flags(CommandFlag.NO_MULTI)
          .deferredHandler(DebugKeys::load, DebugKeys::refuse);

  static final CommandSpec SLEEP =
      Debug.subcommand("SLEEP")
          .summary("Answers after some time; other clients do not wait.")
          .arguments(SECONDS)
          .deferredHandler(DebugKeys::sleep, (call, session) -> Reply.OK);

  private DebugKeys() {}

  private static Reply digest(Call call, KeyspaceTxn txn) {
    DigestWalk walk;
    if (call.remembered() instanceof DigestWalk begun) {
      walk = begun;
    } else {
      walk = new DigestWalk();
      call.remember(walk);
    }
    return Reply.simple(walk.run(txn));
  }

  private static Reply digestValues(Call call, KeyspaceTxn txn) {
    txn.keepAccessClock();
    List<Reply> digests = new ArrayList<>();
    for (Bytes key : call.all(KEYS)) {
      KeyDigest digest = new KeyDigest();
      digest.mixValue(key, txn);
      digests.add(Reply.simple(digest.toString()));
    }
    return Reply.array(digests);
  }

  private static Reply object(Call call, KeyspaceTxn txn) {
    txn.keepAccessClock();
    Bytes key = call.get(KEY);
    Encoding encoding = txn.encoding(key);
    if (encoding == null) {
      throw new CommandError(ErrorText.NO_SUCH_KEY);
    }
    long idleSeconds = TimeUnit.MILLISECONDS.toSeconds(txn.idleMs(key));
    long usedSeconds = TimeUnit.MILLISECONDS.toSeconds(txn.nowMs()) - idleSeconds;
    return Reply.simple(
        "Value at:0x%x refcount:1 encoding:%s serializedlength:%d lru:%d lru_seconds_idle:%d"
            .formatted(
                key.hashCode(),
                encoding.wireName(),
                txn.memoryBytes(key),
                usedSeconds & (LRU_CLOCK_SECONDS - 1),
                idleSeconds));
  }

  private static @Nullable Reply populate(Call call, SessionAccess session, Answer answer) {
    Bytes prefix = call.find(PREFIX);
    return later(
        session
            .server()
            .debugging()
            .populate(
                session.databaseIndex(),
                call.get(COUNT),
                prefix == null ? Bytes.utf8("key") : prefix,
                (int) call.get(SIZE, OWN_LENGTH)),
        answer);
  }

  private static @Nullable Reply reload(Call call, SessionAccess session, Answer answer) {
    for (Bytes option : call.all(OPTIONS)) {
      if (!RELOAD_OPTIONS.contains(option.toString().toUpperCase(Locale.ROOT))) {
        throw new CommandError(ErrorText.DEBUG_RELOAD_OPTION);
      }
    }
    return load(call, session, answer);
  }

  private static @Nullable Reply load(Call call, SessionAccess session, Answer answer) {
    return later(session.server().debugging().reload(), answer);
  }

  private static @Nullable Reply later(CompletionStage<?> work, Answer answer) {
    var _ = work.whenComplete((_, failure) -> answer.give(Save.outcome(failure)));
    return null;
  }

  private static @Nullable Reply sleep(Call call, SessionAccess session, Answer answer) {
    long delayMs = delayMs(call.get(SECONDS).toString());
    if (delayMs <= 0) {
      return Reply.OK;
    }
    answer.giveAfter(delayMs, () -> Reply.OK);
    return null;
  }

  /// What is no number is 0, as in C.
  private static long delayMs(String seconds) {
    try {
      return (long) (Double.parseDouble(seconds) * MS_PER_SECOND);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  private static Reply refuse(Call call, SessionAccess session) {
    return Reply.error(ErrorText.NOT_IN_MULTI);
  }
}
