package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.entity.EnumOutter.ErrorType;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.error.RaftException;
import com.alipay.sofa.jraft.option.RaftMetaStorageOptions;
import com.alipay.sofa.jraft.storage.RaftMetaStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library's view of the `HardState` file: a vote is durable before it is told (H8).
///
/// After one failed write nothing is written again, and the library is told that this node is
/// broken.
///
/// Threads: the library calls it under its node lock.
final class FileMetaStorage implements RaftMetaStorage {

  private static final Logger LOG = LoggerFactory.getLogger(FileMetaStorage.class);

  private final Path path;
  private HardState state;
  private boolean isFailed;
  private @Nullable NodeImpl node;

  /// @param state what the file holds
  FileMetaStorage(Path path, HardState state) {
    this.path = path;
    this.state = state;
  }

  @Override
  public boolean init(RaftMetaStorageOptions options) {
    node = options.getNode();
    return state.vote().isEmpty() || new PeerId().parse(state.vote());
  }

  @Override
  public boolean setTerm(long term) {
    return save(new HardState(term, state.vote()));
  }

  @Override
  public long getTerm() {
    return state.term();
  }

  @Override
  public boolean setVotedFor(PeerId peer) {
    return save(new HardState(state.term(), text(peer)));
  }

  @Override
  public PeerId getVotedFor() {
    PeerId peer = new PeerId();
    if (!state.vote().isEmpty()) {
      peer.parse(state.vote());
    }
    return peer;
  }

  @Override
  public boolean setTermAndVotedFor(long term, PeerId peer) {
    return save(new HardState(term, text(peer)));
  }

  /// Nothing to do: what was accepted is on disk.
  @Override
  public void shutdown() {}

  private boolean save(HardState next) {
    if (!isFailed) {
      try {
        next.write(path);
        state = next;
        return true;
      } catch (IOException e) {
        LOG.error("vote not written term={}", next.term(), e);
        isFailed = true;
      }
    }
    report();
    return false;
  }

  private void report() {
    if (node != null) {
      node.onError(
          new RaftException(
              ErrorType.ERROR_TYPE_META, RaftError.EIO, "vote not written: %s", path));
    }
  }

  private static String text(@Nullable PeerId peer) {
    return peer == null || peer.isEmpty() ? "" : peer.toString();
  }
}
