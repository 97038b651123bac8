package io.trivet.server.session;

import io.trivet.server.command.BlockingHandler;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.FlowHandler;
import io.trivet.server.command.KeyPositions;
import io.trivet.server.command.KeyspaceHandler;
import io.trivet.server.command.ServingState;
import io.trivet.server.command.WholeKeyspaceHandler;
import io.trivet.server.config.GroupOptions;
import io.trivet.server.config.NodeAddress;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import io.trivet.storage.keyspace.Slot;
import org.jspecify.annotations.Nullable;

/// What a node answers where its role does not let it serve a command. All of it is said before
/// anything is executed, so that a client may ask again elsewhere (I27).
///
/// | node | writes | reads | reads after READONLY |
/// |---|---|---|---|
/// | primary with too few copies | NOREPLICAS | served | served |
/// | standby | READONLY | MOVED | served; MASTERDOWN if too old |
/// | standby that knows no primary | CLUSTERDOWN | CLUSTERDOWN | the same |
/// | voter | MOVED | MOVED | MOVED |
/// | voter that knows no primary, any other node | CLUSTERDOWN | CLUSTERDOWN | CLUSTERDOWN |
///
/// A command reads or writes if it is executed on the keyspace; EXEC does what its queue does.
///
/// Threads: those of the sessions.
final class RoleRules {
  /// Stands for all slots where a command names no key.
  private static final int ANY_SLOT = 0;

  private RoleRules() {}

  /// Why a command is refused in a state other than [ServingState#SERVING], or null.
  static @Nullable CommandError refusal(
      ServingState state, CommandSpec spec, Request request, Session session) {
    boolean writes = writes(spec, session.transaction());
    if (!writes && !reads(spec, session.transaction())) {
      return null;
    }
    return switch (state) {
      case ServingState.Serving _ -> null;
      case ServingState.TooFewCopies _ -> writes ? new CommandError(ErrorText.NO_REPLICAS) : null;
      case ServingState.Unsettled _ -> new CommandError(ErrorText.CLUSTER_DOWN);
      case ServingState.Voter(NodeAddress primary) -> elsewhere(primary, spec, request, session);
      case ServingState.Standby standby when !writes && session.isReadOnly() ->
          isTooOld(standby, session) ? new CommandError(ErrorText.MASTER_DOWN) : null;
      case ServingState.Standby standby when writes && standby.primary() != null ->
          new CommandError(ErrorText.READ_ONLY);
      case ServingState.Standby(NodeAddress primary, var _) ->
          elsewhere(primary, spec, request, session);
    };
  }

  private static CommandError elsewhere(
      @Nullable NodeAddress primary, CommandSpec spec, Request request, Session session) {
    return primary == null
        ? new CommandError(ErrorText.CLUSTER_DOWN)
        : new CommandError(ErrorText.MOVED, slot(spec, request, session.transaction()), primary);
  }

  private static boolean isTooOld(ServingState.Standby standby, Session session) {
    int mostMs = session.server().config().get(GroupOptions.REPLICA_MAX_STALENESS_MS);
    return mostMs > 0 && standby.stalenessMs().getAsLong() > mostMs;
  }

  private static boolean writes(CommandSpec spec, Transaction transaction) {
    return spec.handler() == FlowHandler.EXEC
        ? transaction.queued().stream().anyMatch(queued -> queued.spec().has(CommandFlag.WRITE))
        : spec.has(CommandFlag.WRITE);
  }

  private static boolean reads(CommandSpec spec, Transaction transaction) {
    return spec.handler() == FlowHandler.EXEC
        ? transaction.queued().stream().anyMatch(queued -> usesKeyspace(queued.spec()))
        : usesKeyspace(spec);
  }

  private static boolean usesKeyspace(CommandSpec spec) {
    return spec.handler() instanceof KeyspaceHandler
        || spec.handler() instanceof WholeKeyspaceHandler
        || spec.handler() instanceof BlockingHandler
        || spec.handler() == FlowHandler.WATCH;
  }

  /// The slot of the first key.
  private static int slot(CommandSpec spec, Request request, Transaction transaction) {
    if (spec.handler() != FlowHandler.EXEC) {
      return slot(spec, request);
    }
    for (Transaction.Queued queued : transaction.queued()) {
      if (queued.spec().hasKeys()) {
        return slot(queued.spec(), queued.request());
      }
    }
    return ANY_SLOT;
  }

  private static int slot(CommandSpec spec, Request request) {
    KeyPositions positions = new KeyPositions();
    return spec.hasKeys() && spec.keys(request, positions) && positions.count() > 0
        ? Slot.of(request.word(positions.word(0)).array())
        : ANY_SLOT;
  }
}
