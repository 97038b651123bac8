package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.conf.ConfigurationEntry;
import com.alipay.sofa.jraft.conf.ConfigurationManager;
import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.LogId;
import com.alipay.sofa.jraft.entity.codec.LogEntryDecoder;
import com.alipay.sofa.jraft.entity.codec.LogEntryEncoder;
import com.alipay.sofa.jraft.entity.codec.v2.V2Decoder;
import com.alipay.sofa.jraft.entity.codec.v2.V2Encoder;
import com.alipay.sofa.jraft.option.LogStorageOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library's view of a `RaftLogFile`.
///
/// What it accepts is durable. A failure is answered with "not written"; the library then stops
/// this node, and the file takes nothing more.
///
/// Threads: one writer (the library's log thread), many readers.
final class FileLogStorage implements LogStorage {

  private static final Logger LOG = LoggerFactory.getLogger(FileLogStorage.class);

  private final RaftLogFile file;
  private final LogEntryEncoder encoder = V2Encoder.INSTANCE;
  private final LogEntryDecoder decoder = V2Decoder.INSTANCE;

  FileLogStorage(RaftLogFile file) {
    this.file = file;
  }

  @Override
  public boolean init(LogStorageOptions options) {
    ConfigurationManager memberships = options.getConfigurationManager();
    for (long index = file.first(); index <= file.last(); index++) {
      LogEntry entry = getEntry(index);
      if (entry == null) {
        LOG.error("undecodable entry in the raft log index={}", index);
        return false;
      }
      if (entry.getType() == EntryType.ENTRY_TYPE_CONFIGURATION) {
        memberships.add(membership(entry));
      }
    }
    return true;
  }

  @Override
  public long getFirstLogIndex() {
    return file.first();
  }

  @Override
  public long getLastLogIndex() {
    return file.last();
  }

  @Override
  public @Nullable LogEntry getEntry(long index) {
    byte[] bytes = file.entry(index);
    return bytes == null ? null : decoder.decode(bytes);
  }

  @Override
  @Deprecated
  public long getTerm(long index) {
    LogEntry entry = getEntry(index);
    return entry == null ? 0 : entry.getId().getTerm();
  }

  @Override
  public boolean appendEntry(LogEntry entry) {
    return appendEntries(List.of(entry)) == 1;
  }

  @Override
  public int appendEntries(List<LogEntry> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    List<byte[]> encoded = new ArrayList<>(entries.size());
    for (LogEntry entry : entries) {
      encoded.add(encoder.encode(entry));
    }
    long first = entries.getFirst().getId().getIndex();
    return change(() -> file.append(first, encoded)) ? entries.size() : 0;
  }

  @Override
  public boolean truncatePrefix(long firstIndexKept) {
    return change(() -> file.pruneBefore(firstIndexKept));
  }

  @Override
  public boolean truncateSuffix(long lastIndexKept) {
    return change(() -> file.truncateAfter(lastIndexKept));
  }

  @Override
  public boolean reset(long nextLogIndex) {
    return change(() -> file.reset(nextLogIndex));
  }

  @Override
  public void shutdown() {
    change(file::close);
  }

  private static boolean change(FileChange change) {
    try {
      change.make();
      return true;
    } catch (IOException e) {
      LOG.error("raft log not written", e);
      return false;
    }
  }

  private static ConfigurationEntry membership(LogEntry entry) {
    ConfigurationEntry membership = new ConfigurationEntry();
    membership.setId(new LogId(entry.getId().getIndex(), entry.getId().getTerm()));
    membership.setConf(new Configuration(entry.getPeers(), entry.getLearners()));
    if (entry.getOldPeers() != null) {
      membership.setOldConf(new Configuration(entry.getOldPeers(), entry.getOldLearners()));
    }
    return membership;
  }

  /// One change of the file.
  @FunctionalInterface
  private interface FileChange {
    void make() throws IOException;
  }
}
