package io.trivet.server.command.server;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.agent.PolicyOutcome;
import io.trivet.server.command.Answer;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.PolicyControl;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.ConfigAccess;
import io.trivet.server.config.ConfigSetException;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.Setting;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CONFIG SET of options that are the group's: appendfsync where that changes how firmly a copy
/// holds what it acknowledged, write-policy, min-in-sync. The quorum decides first; this node's
/// configuration follows, as that of the other members does.
record GroupPolicyChange(ServerAccess server, PolicyControl control, CommitPolicy wanted) {
  private static final long PATIENCE_MS = 10_000;
  private static final List<String> OPTIONS = List.of("appendfsync", "write-policy", "min-in-sync");

  /// The change of the policy that settings come to; null if there is none.
  ///
  /// @throws ConfigSetException if the settings are refused anyway
  static @Nullable GroupPolicyChange of(
      List<Setting> settings, ConfigAccess access, ServerAccess server) throws ConfigSetException {
    PolicyControl control = server.group().policies();
    if (control == null || settings.stream().noneMatch(each -> isOfPolicy(each.name()))) {
      return null;
    }
    CommitPolicy before = server.config().policyAfter(List.of(), access);
    CommitPolicy after = server.config().policyAfter(settings, access);
    return after.equals(before) ? null : new GroupPolicyChange(server, control, after);
  }

  private static boolean isOfPolicy(String option) {
    return OPTIONS.stream().anyMatch(option::equalsIgnoreCase);
  }

  /// Asks for it, and sets the options when it is in force.
  void begin(List<Setting> settings, ConfigAccess access, Answer answer) {
    GroupFacts group = server.group().facts();
    if (group == null || group.role() != GroupFacts.Role.PRIMARY) {
      throw elsewhere(group);
    }
    answer.giveAfter(PATIENCE_MS, () -> Reply.error(ErrorText.POLICY_UNDECIDED));
    control.change(wanted, outcome -> answer.give(reply(outcome, settings, access)));
  }

  private Reply reply(PolicyOutcome outcome, List<Setting> settings, ConfigAccess access) {
    return switch (outcome) {
      case COMMITTED -> set(settings, access);
      case NOT_PRIMARY -> Reply.error(ErrorText.POLICY_ELSEWHERE, "");
      case REPLACED -> Reply.error(ErrorText.POLICY_REPLACED);
      case UNDECIDED -> Reply.error(ErrorText.POLICY_UNDECIDED);
    };
  }

  private Reply set(List<Setting> settings, ConfigAccess access) {
    try {
      server.config().set(settings, access);
      return Reply.OK;
    } catch (ConfigSetException refused) {
      return Reply.error("ERR " + refused.getMessage());
    }
  }

  private static CommandError elsewhere(@Nullable GroupFacts group) {
    GroupMember primary = group == null ? null : group.primaryMember();
    return new CommandError(
        ErrorText.POLICY_ELSEWHERE, primary == null ? "" : ", " + primary.client());
  }
}
