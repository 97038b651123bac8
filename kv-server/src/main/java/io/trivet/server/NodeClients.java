package io.trivet.server;

import io.trivet.server.command.PauseControl;
import io.trivet.server.config.GroupMember;
import io.trivet.server.dispatch.WorkerPool;
import io.trivet.server.failover.GroupClients;
import io.trivet.server.net.Listener;
import io.trivet.server.pubsub.PrimaryAnnouncement;
import io.trivet.server.time.Clock;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The clients of this node, for its group.
final class NodeClients implements GroupClients {

  private final Listener listener;
  private final WorkerPool workers;
  private final PauseControl pauses;
  private final PrimaryAnnouncement announcement;
  private final String nodeId;
  private final Clock clock;

  NodeClients(
      Listener listener,
      WorkerPool workers,
      PauseControl pauses,
      PrimaryAnnouncement announcement,
      String nodeId,
      Clock clock) {
    this.listener = listener;
    this.workers = workers;
    this.pauses = pauses;
    this.announcement = announcement;
    this.nodeId = nodeId;
    this.clock = clock;
  }

  @Override
  public CompletionStage<?> cut() {
    return listener.closeClients().thenCompose(_ -> workers.finishSubmitted());
  }

  @Override
  public CompletionStage<?> passLoops() {
    return listener.passLoops();
  }

  @Override
  public void pause(long forMs) {
    pauses.pause(PauseControl.Scope.WRITE, clock.wallMs() + forMs);
  }

  @Override
  public void resume() {
    pauses.unpause();
  }

  @Override
  public void primaryChanged(@Nullable GroupMember before, GroupMember now) {
    announcement.changed(before == null ? null : before.client(), now.client());
    if (before != null && before.id().text().equals(nodeId)) {
      cutLatecomers();
    }
  }

  /// Clients that came back to this node, the primary before, before they could learn of the next
  /// one would stay: READONLY is no reason for a pool to drop a connection. What was announced goes
  /// out first.
  private void cutLatecomers() {
    var _ =
        listener
            .passLoops()
            .thenCompose(_ -> listener.passLoops())
            .thenCompose(_ -> listener.closeClients());
  }
}
