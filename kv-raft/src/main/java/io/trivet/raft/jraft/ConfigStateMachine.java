package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.StateMachine;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.LeaderChangeContext;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.error.RaftException;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.GroupConfigCodec;
import io.trivet.raft.MalformedConfigException;
import io.trivet.raft.Outcome;
import io.trivet.raft.group.GroupConfigMachine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration as the library's state machine: applies the committed proposals, one by one.
///
/// No method throws or blocks: the library would stall. What cannot be applied stops this node and
/// is reported (H35). The snapshot is one `SealedFile` with the configuration, written elsewhere.
///
/// Threads: the library's apply thread; the queries from any.
final class ConfigStateMachine implements StateMachine {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigStateMachine.class);
  private static final String SNAPSHOT_FILE = "config";
  private static final int SNAPSHOT_KIND = 3;

  private final Listener listener;
  private final Executor writers;
  private volatile GroupConfig config = GroupConfig.NONE;
  private volatile boolean isLeader;
  private volatile @Nullable PeerId followed;
  private volatile Configuration membership = new Configuration();

  /// @param listener told on the apply thread; neither throws nor blocks
  /// @param writers run the writing of snapshots
  ConfigStateMachine(Listener listener, Executor writers) {
    this.listener = listener;
    this.writers = writers;
  }

  /// The newest configuration applied here.
  GroupConfig config() {
    return config;
  }

  /// Whether this member leads, as far as it knows.
  boolean isLeader() {
    return isLeader;
  }

  /// The other member that leads, as far as this one knows; null if it knows none.
  @Nullable PeerId followed() {
    return followed;
  }

  /// Who votes, as far as this member has seen it committed; nobody before.
  Configuration membership() {
    return membership;
  }

  @Override
  public void onApply(Iterator entries) {
    while (entries.hasNext()) {
      try {
        apply(entries.getData());
      } catch (MalformedConfigException | RuntimeException e) {
        entries.setErrorAndRollback(1, new Status(RaftError.ESTATEMACHINE, "%s", e.toString()));
        fail(e);
        return;
      }
      Closure done = entries.done();
      if (done != null) {
        done.run(Status.OK());
      }
      entries.next();
    }
  }

  @Override
  public void onSnapshotSave(SnapshotWriter writer, Closure done) {
    ByteBuffer state = ByteBuffer.wrap(GroupConfigCodec.encode(config));
    writers.execute(() -> done.run(save(writer, state)));
  }

  @Override
  public boolean onSnapshotLoad(SnapshotReader reader) {
    try {
      ByteBuffer state = file(reader.getPath()).read();
      byte[] bytes = new byte[state.remaining()];
      state.get(bytes);
      restore(GroupConfigCodec.decode(bytes));
      return true;
    } catch (MalformedConfigException | IOException | RuntimeException e) {
      fail(e);
      return false;
    }
  }

  @Override
  public void onLeaderStart(long term) {
    isLeader = true;
    LOG.info("leads term={} config={}", term, config.at());
    listener.leaderFound();
  }

  @Override
  public void onLeaderStop(Status status) {
    isLeader = false;
    LOG.info("leads no more reason={}", status);
  }

  @Override
  public void onError(RaftException error) {
    fail(error);
  }

  @Override
  public void onConfigurationCommitted(Configuration committed) {
    membership = new Configuration(committed);
    LOG.info("membership={}", committed);
  }

  @Override
  public void onStopFollowing(LeaderChangeContext change) {
    followed = null;
    LOG.info("follows no more leader={} term={}", change.getLeaderId(), change.getTerm());
  }

  @Override
  public void onStartFollowing(LeaderChangeContext change) {
    followed = change.getLeaderId();
    LOG.info("follows leader={} term={}", change.getLeaderId(), change.getTerm());
    listener.leaderFound();
  }

  @Override
  public void onShutdown() {}

  private void apply(ByteBuffer data) throws MalformedConfigException {
    ProposalEntry entry = ProposalEntry.decode(data);
    Outcome outcome = GroupConfigMachine.apply(config, entry.proposal());
    if (outcome instanceof Outcome.Committed(GroupConfig next)) {
      config = next;
    }
    listener.decided(entry.id(), outcome);
  }

  private void restore(GroupConfig next) {
    if (config.at().isAfter(next.at())) {
      throw new IllegalStateException("snapshot of %s over %s".formatted(next.at(), config.at()));
    }
    config = next;
    listener.restored(next);
  }

  private static Status save(SnapshotWriter writer, ByteBuffer state) {
    try {
      file(writer.getPath()).replace(state);
    } catch (IOException e) {
      LOG.error("snapshot not written", e);
      return new Status(RaftError.EIO, "%s", e.toString());
    }
    boolean isAdded = writer.addFile(SNAPSHOT_FILE);
    return isAdded ? Status.OK() : new Status(RaftError.EIO, "not added to the snapshot");
  }

  private void fail(Throwable cause) {
    LOG.error("this member of the quorum is broken config={}", config.at(), cause);
    listener.failed(cause);
  }

  private static SealedFile file(String directory) {
    return new SealedFile(Path.of(directory, SNAPSHOT_FILE), SNAPSHOT_KIND);
  }

  /// Who is told what the quorum decided, and who leads it.
  interface Listener {

    /// A proposal was decided; a committed configuration is in force from now on.
    void decided(UUID proposalId, Outcome outcome);

    /// A snapshot put this configuration in place of older ones.
    void restored(GroupConfig config);

    /// Another member leads, or this one.
    void leaderFound();

    /// This member cannot go on.
    void failed(Throwable cause);
  }
}
