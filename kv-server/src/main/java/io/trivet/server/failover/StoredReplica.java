package io.trivet.server.failover;

import io.trivet.raft.agent.AgentScheduler;
import io.trivet.raft.agent.LocalReplica;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.Lineage;
import io.trivet.storage.checkpoint.Storage;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// This node's copy of the data, as the group's agent sees it.
///
/// What may wait for the disk runs on a thread of its own, one thing after the other.
///
/// Threads: any.
final class StoredReplica implements LocalReplica {

  /// Something that may wait for the disk.
  interface DiskWork {
    void run() throws IOException, InterruptedException;
  }

  private final Storage storage;
  private final MemberFiles files;
  private final Following following;
  private final DataPathHealth health;
  private final AgentScheduler group;
  private final Executor disk;
  private final Consumer<Throwable> onFailure;

  /// @param disk one thread
  /// @param onFailure told of what cannot be done, ever: the node must stop (I19)
  StoredReplica(
      Storage storage,
      MemberFiles files,
      Following following,
      DataPathHealth health,
      AgentScheduler group,
      Executor disk,
      Consumer<Throwable> onFailure) {
    this.storage = storage;
    this.files = files;
    this.following = following;
    this.health = health;
    this.group = group;
    this.disk = disk;
    this.onFailure = onFailure;
  }

  @Override
  public Lineage lineage() {
    return Lineages.of(storage.log());
  }

  @Override
  public long writtenSequence() {
    return storage.log().writtenSequence();
  }

  @Override
  public long durableSequence() {
    return storage.log().durableSequence();
  }

  @Override
  public long appliedSequence() {
    return following.appliedSequence();
  }

  @Override
  public boolean isHealthyAt(long nowNs) {
    return health.isWellAt(nowNs);
  }

  @Override
  public EpochFence fence() {
    return files.fence();
  }

  @Override
  public void saveFence(EpochFence fence, Runnable done) {
    onDisk(() -> files.save(fence), done);
  }

  @Override
  public void detach(Runnable done) {
    following.detach(() -> group.execute(done));
  }

  @Override
  public void sync(Runnable done) {
    onDisk(() -> storage.log().flush(), done);
  }

  /// {@inheritDoc}
  ///
  /// A copy that differs from the last primary's begins nothing: the node starts anew at once, as
  /// another copy.
  @Override
  public void beginEpoch(int epoch, Runnable done) {
    onDisk(
        () -> {
          following.finishApplying();
          if (!following.isDifferent()) {
            storage.beginEpoch(epoch);
          }
        },
        () -> {
          if (!following.isDifferent()) {
            done.run();
          }
        });
  }

  private void onDisk(DiskWork work, Runnable done) {
    disk.execute(() -> {
      try {
        work.run();
        group.execute(done);
      } catch (IOException | InterruptedException | RuntimeException | Error e) {
        onFailure.accept(e);
      }
    });
  }
}
