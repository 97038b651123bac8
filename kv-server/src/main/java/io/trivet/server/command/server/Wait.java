package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.timeoutMs;

import io.trivet.raft.AckLevel;
import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Answer;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.SaveControl;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.command.TimeoutArg;
import io.trivet.server.commit.StandbyCopies;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// WAIT and WAITAOF: answers when what the client wrote is on other servers, or on disk.
///
/// What the client wrote is taken for all that its answers depended on. Any standby counts, in sync
/// or not, by what it acknowledged to the primary. Each call waits at most once, and no longer than
/// its client is there.
final class Wait {
  private static final Int64Arg REPLICAS = int64("numreplicas");
  private static final TimeoutArg TIMEOUT = timeoutMs("timeout");
  private static final Int64Arg LOCAL =
      int64("numlocal").between(0, 1, ErrorText.OUT_OF_RANGE_BETWEEN);
  private static final Int64Arg AOF_REPLICAS =
      int64("numreplicas").atLeast(0, ErrorText.OUT_OF_RANGE_POSITIVE);
  private static final TimeoutArg AOF_TIMEOUT = timeoutMs("timeout");

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
          .deferredHandler(Wait::forReplicas, (call, session) -> standbys(session));

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
          .deferredHandler(Wait::forDisk, (call, session) -> disks(session));

  private Wait() {}

  private static @Nullable Reply forReplicas(Call call, SessionAccess session, Answer answer) {
    StandbyCopies copies = copies(session, ErrorText.WAIT_ON_REPLICA);
    int wanted = clamped(call.get(REPLICAS));
    long written = session.observedSequence();
    if (copies.count(written, AckLevel.WRITTEN) >= wanted) {
      return standbys(session);
    }
    StandbyWait wait = new StandbyWait(copies);
    Supplier<Reply> reply = () -> wait.endedWith(count(copies, written, AckLevel.WRITTEN));
    await(answer, call.get(TIMEOUT), reply);
    wait.begin(written, wanted, AckLevel.WRITTEN, () -> answer.give(reply.get()));
    return null;
  }

  private static @Nullable Reply forDisk(Call call, SessionAccess session, Answer answer) {
    StandbyCopies copies = copies(session, ErrorText.WAITAOF_ON_REPLICA);
    SaveControl saves = session.server().saves();
    int wanted = clamped(call.get(AOF_REPLICAS));
    long written = session.observedSequence();
    boolean waitsHere = call.get(LOCAL) > 0 && saves.durableSequence() < written;
    if (!waitsHere && copies.count(written, AckLevel.SYNCED) >= wanted) {
      return disks(session);
    }
    StandbyWait wait = new StandbyWait(copies);
    Supplier<Reply> reply = () -> wait.endedWith(disks(saves, copies, written));
    await(answer, call.get(AOF_TIMEOUT), reply);
    Runnable elsewhere =
        () -> wait.begin(written, wanted, AckLevel.SYNCED, () -> answer.give(reply.get()));
    if (waitsHere) {
      saves.whenDurable(written, elsewhere);
    } else {
      elsewhere.run();
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

  private static StandbyCopies copies(SessionAccess session, ErrorText elsewhere) {
    GroupFacts group = session.server().group().facts();
    if (group != null && group.role() != GroupFacts.Role.PRIMARY) {
      throw new CommandError(elsewhere);
    }
    return session.server().group().copies();
  }

  private static int clamped(long count) {
    return Math.clamp(count, 0, Integer.MAX_VALUE);
  }

  /// Replies with the number of standbys that have the client's writes.
  private static Reply standbys(SessionAccess session) {
    StandbyCopies copies = copies(session, ErrorText.WAIT_ON_REPLICA);
    return count(copies, session.observedSequence(), AckLevel.WRITTEN);
  }

  /// Replies with the number of disks that have the client's writes: here, and elsewhere.
  private static Reply disks(SessionAccess session) {
    StandbyCopies copies = copies(session, ErrorText.WAITAOF_ON_REPLICA);
    return disks(session.server().saves(), copies, session.observedSequence());
  }

  private static Reply disks(SaveControl saves, StandbyCopies copies, long written) {
    return Reply.array(
        Reply.oneIf(saves.durableSequence() >= written), count(copies, written, AckLevel.SYNCED));
  }

  private static Reply count(StandbyCopies copies, long sequence, AckLevel level) {
    return Reply.integer(copies.count(sequence, level));
  }
}
