package io.trivet.server.command.server;

import io.trivet.raft.agent.ForceOutcome;
import io.trivet.server.command.Answer;
import io.trivet.server.command.ExpectedLoss;
import io.trivet.server.command.ForceControl;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/// FAILOVER FORCE as an operator reads it: the report before, and what came of it.
final class ForcedFailover {

  private ForcedFailover() {}

  /// What this node is forced by.
  ///
  /// @throws CommandError if it keeps no data of a group
  static ForceControl control(ServerAccess server) {
    ForceControl control = server.group().forces();
    if (control == null) {
      throw new CommandError(ErrorText.FORCE_NO_COPY);
    }
    return control;
  }

  /// What would be lost.
  static Reply report(ExpectedLoss loss) {
    List<Reply> fields = facts(loss);
    fields.add(Reply.bulk("confirm_with"));
    fields.add(
        Reply.bulk("FAILOVER FORCE ACCEPT-LOSS %d %d".formatted(loss.epoch(), loss.sequence())));
    return Reply.map(fields);
  }

  /// Asks for it; what was lost, or why it was not done, is the answer.
  static void force(ForceControl control, int epoch, long sequence, Answer answer) {
    ExpectedLoss loss = control.expectedLoss();
    if (!loss.isWhole()) {
      throw new CommandError(ErrorText.FORCE_NOT_WHOLE);
    }
    control.force(epoch, sequence, outcome -> answer.give(reply(outcome, loss)));
  }

  private static Reply reply(ForceOutcome outcome, ExpectedLoss loss) {
    return switch (outcome) {
      case APPOINTED -> {
        List<Reply> fields = facts(loss);
        fields.add(Reply.bulk("outcome"));
        fields.add(Reply.bulk("appointed, serves when older leases are over"));
        yield Reply.map(fields);
      }
      case NO_MAJORITY -> Reply.error(ErrorText.FORCE_NO_MAJORITY);
      case CHANGED -> Reply.error(ErrorText.FORCE_CHANGED);
      case NEEDS_NO_FORCE -> Reply.error(ErrorText.FORCE_NOT_NEEDED);
      case PRIMARY_LIVES -> Reply.error(ErrorText.FORCE_PRIMARY_LIVES);
      case OF_ANOTHER_GROUP -> Reply.error(ErrorText.FORCE_OTHER_GROUP);
      case BUSY -> Reply.error(ErrorText.FORCE_BUSY);
      case UNDECIDED -> Reply.error(ErrorText.FORCE_UNDECIDED);
    };
  }

  private static List<Reply> facts(ExpectedLoss loss) {
    List<Reply> fields = new ArrayList<>();
    number(fields, "epoch", loss.epoch());
    number(fields, "sequence", loss.sequence());
    number(fields, "kept_sequence", loss.known().keptSequence());
    number(fields, "floor_epoch", loss.known().floor().epoch());
    number(fields, "floor_sequence", loss.known().floor().sequence());
    fields.add(Reply.bulk("primary_id"));
    fields.add(Reply.bulk(String.valueOf(loss.primary())));
    number(fields, "primary_silent_ms", loss.silenceMs());
    number(fields, "primary_committed_sequence", loss.toldCommittedSequence());
    number(fields, "primary_end_sequence", loss.toldEndSequence());
    fields.add(Reply.bulk("loss"));
    fields.add(Reply.bulk(sentence(loss)));
    return fields;
  }

  private static String sentence(ExpectedLoss loss) {
    long kept = loss.known().keptSequence();
    long acknowledged = loss.acknowledgedSequence();
    String known =
        acknowledged > kept
            ? "known to be acknowledged up to sequence " + acknowledged
            : "none of them is known to this member";
    String heard =
        loss.silenceMs() < 0
            ? "no primary was heard here since this process began"
            : "a primary was last heard here " + loss.silenceMs() + " ms ago";
    return "acknowledged writes behind sequence %d may be lost, %s; %s"
        .formatted(kept, known, heard);
  }

  private static void number(List<Reply> fields, String name, long number) {
    fields.add(Reply.bulk(name));
    fields.add(Reply.integer(number));
  }
}
