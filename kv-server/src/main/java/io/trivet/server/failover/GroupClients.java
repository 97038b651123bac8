package io.trivet.server.failover;

import io.trivet.server.config.GroupMember;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The clients of this node, as far as its role in the group concerns them.
///
/// Threads: any; nothing blocks.
public interface GroupClients {

  /// Closes all that are connected. The stage ends when no command that began before the call can
  /// read or change anything any more.
  CompletionStage<?> cut();

  /// Ends when all event loops came round since the call.
  CompletionStage<?> passLoops();

  /// Holds writes back until [#resume], or until `forMs` have passed.
  void pause(long forMs);

  /// Lets writes go on.
  void resume();

  /// Another member is primary now; `before` is null if there was none.
  void primaryChanged(@Nullable GroupMember before, GroupMember now);
}
