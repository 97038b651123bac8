package io.trivet.server.failover;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.group.EpochFence;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.frame.MetadataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a member with data keeps of itself beside the data: which copy it is, and what it promised.
///
/// ```
/// identity   storage id: two u64
/// fence      promised epoch i32, nominated i8 (0 or 1), and if 1: epoch i32, version i64
/// ```
///
/// Persistent, little-endian, each a [MetadataFile]: never change, never reuse.
///
/// Threads: one at a time. Blocks on the disk.
final class MemberFiles {

  private static final int IDENTITY_KIND = 3;
  private static final int FENCE_KIND = 4;
  private static final int FENCE_BYTES = Integer.BYTES + 1 + Integer.BYTES + Long.BYTES;

  private final MetadataFile fenceFile;
  private final UUID storageId;
  private EpochFence fence;

  private MemberFiles(MetadataFile fenceFile, UUID storageId, EpochFence fence) {
    this.fenceFile = fenceFile;
    this.storageId = storageId;
    this.fence = fence;
  }

  /// Reads the files; a directory without them is that of a new copy, and gets an id of its own
  /// (I6).
  ///
  /// @throws io.trivet.storage.frame.CorruptFrameException if they are not what was written
  static MemberFiles open(Disk disk, RandomGenerator random) throws IOException {
    MetadataFile identity = new MetadataFile(disk, "identity", IDENTITY_KIND);
    MetadataFile fence = new MetadataFile(disk, "fence", FENCE_KIND);
    ByteBuffer known = identity.read();
    UUID storageId =
        known == null
            ? new UUID(random.nextLong(), random.nextLong())
            : new UUID(known.getLong(), known.getLong());
    if (known == null) {
      ByteBuffer made = allocate(2 * Long.BYTES);
      made.putLong(storageId.getMostSignificantBits()).putLong(storageId.getLeastSignificantBits());
      identity.replace(made.flip());
    }
    return new MemberFiles(fence, storageId, decode(fence.read()));
  }

  /// This copy on that start of the machine.
  Incarnation incarnation(UUID bootId) {
    return new Incarnation(storageId, bootId);
  }

  /// What was promised last.
  EpochFence fence() {
    return fence;
  }

  /// Promises; durable on return.
  void save(EpochFence promised) throws IOException {
    if (promised.equals(fence)) {
      return;
    }
    ByteBuffer bytes = allocate(FENCE_BYTES).putInt(promised.promisedEpoch());
    ConfigVersion nomination = promised.nominatedOn();
    bytes.put((byte) (nomination == null ? 0 : 1));
    if (nomination != null) {
      bytes.putInt(nomination.epoch()).putLong(nomination.version());
    }
    fenceFile.replace(bytes.flip());
    fence = promised;
  }

  private static EpochFence decode(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return EpochFence.OPEN;
    }
    int promisedEpoch = bytes.getInt();
    boolean isNominated = bytes.get() == 1;
    return new EpochFence(
        promisedEpoch, isNominated ? new ConfigVersion(bytes.getInt(), bytes.getLong()) : null);
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
