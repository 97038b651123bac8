package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.timeoutMs;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Answer;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.SaveControl;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.command.TimeoutArg;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// WAIT and WAITAOF: answers when what the client wrote is on other servers, or on disk. There are
/// no other servers in this version, so whoever waits for one waits until the timeout.
final class Wait {
  private static final Int64Arg REPLICAS = int64("numreplicas");
  private static final TimeoutArg TIMEOUT = timeoutMs("timeout");
  private static final Int64Arg LOCAL =
      int64("numlocal").between(0, 1, ErrorText.OUT_OF_RANGE_BETWEEN);
  private static final Int64Arg AOF_REPLICAS =
      int64("numreplicas").atLeast(0, ErrorText.OUT_OF_RANGE_POSITIVE);
  private static final TimeoutArg AOF_TIMEOUT = timeoutMs("timeout");
  private static final Reply NO_REPLICAS = Reply.integer(0);

  static final CommandSpec WAIT =
      CommandSpec.named("WAIT")
          .since("3.0.0")
          .group(CommandGroup.GENERIC)
          .outsideGroupCategory()
          .categories(AclCategory.CONNECTION)
          .summary("Waits until the client's writes are on other servers.")
          .complexity("O(1)")
          .hints("request_policy:all_shards", "response_policy:agg_min")
          .arguments(REPLICAS, TIMEOUT)
          .deferredHandler(Wait::forReplicas, (call, session) -> NO_REPLICAS);

  static final CommandSpec WAITAOF =
      CommandSpec.named("WAITAOF")
          .since("7.2.0")
          .group(CommandGroup.GENERIC)
          .outsideGroupCategory()
          .categories(AclCategory.CONNECTION)
          .summary("Waits until the client's writes are on the disk, here and on other servers.")
          .complexity("O(1)")
          .flags(CommandFlag.NOSCRIPT)
          .hints("request_policy:all_shards", "response_policy:agg_min")
          .arguments(LOCAL, AOF_REPLICAS, AOF_TIMEOUT)
          .deferredHandler(
              Wait::forDisk, (call, session) -> copies(session, session.observedSequence()));

  private Wait() {}

  private static @Nullable Reply forReplicas(Call call, SessionAccess session, Answer answer) {
    if (call.get(REPLICAS) <= 0) {
      return NO_REPLICAS;
    }
    await(answer, call.get(TIMEOUT), () -> NO_REPLICAS);
    return null;
  }

  private static @Nullable Reply forDisk(Call call, SessionAccess session, Answer answer) {
    SaveControl saves = session.server().saves();
    long written = session.observedSequence();
    boolean waitsForReplicas = call.get(AOF_REPLICAS) > 0;
    boolean waitsForDisk = call.get(LOCAL) > 0 && saves.durableSequence() < written;
    if (!waitsForReplicas && !waitsForDisk) {
      return copies(session, written);
    }
    await(answer, call.get(AOF_TIMEOUT), () -> copies(session, written));
    if (!waitsForReplicas) {
      saves.whenDurable(written, () -> answer.give(copies(session, written)));
    }
    return null;
  }

  /// Answers at the timeout, or when somebody ends the wait.
  private static void await(Answer answer, long timeoutMs, Supplier<Reply> reply) {
    answer.endedBy(reply);
    if (timeoutMs > 0) {
      answer.giveAfter(timeoutMs, reply);
    }
  }

  /// Replies with the number of disks that have the writes: here, and elsewhere.
  private static Reply copies(SessionAccess session, long written) {
    boolean isHere = session.server().saves().durableSequence() >= written;
    return Reply.array(Reply.oneIf(isHere), NO_REPLICAS);
  }
}
