package io.trivet.server.failover;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.group.EpochFence;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.frame.MetadataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a member with data keeps of itself beside the data: which copy it is, what it promised, and
/// whether the copy was found to be another than the primary's.
///
/// A copy that differs is no copy: the next start gives it an identity that no in-sync set names,
/// so that nobody counts on it and it is not appointed, and it takes an image before it follows.
///
/// ```
/// identity   storage id: two u64
/// fence      promised epoch i32, nominated i8 (0 or 1), and if 1: epoch i32, version i64
/// difference storage id: two u64, slot i32, sequence i64, digests u64 (primary) and u64 (own);
///            no bytes: there is none
/// origin     i32: the newest epoch of the log that was here before the node became a member
/// ```
///
/// Epochs name frames within one group only (I1). A log that was begun without the group must
/// therefore not be compared with one of the group's: it may found a group, whose epochs are above
/// its own, and it follows nobody.
///
/// Persistent, little-endian, each a [MetadataFile]: never change, never reuse.
///
/// Threads: one at a time. Blocks on the disk.
final class MemberFiles {

  private static final int IDENTITY_KIND = 3;
  private static final int FENCE_KIND = 4;
  private static final int DIFFERENCE_KIND = 5;
  private static final int ORIGIN_KIND = 7;
  private static final int FENCE_BYTES = Integer.BYTES + 1 + Integer.BYTES + Long.BYTES;

  private static final int DIFFERENCE_BYTES = 5 * Long.BYTES + Integer.BYTES;

  private final MetadataFile fenceFile;
  private final MetadataFile differenceFile;
  private final UUID storageId;
  private final int originEpoch;
  private EpochFence fence;
  private volatile @Nullable SlotDifference difference;

  /// What was found, and of which copy.
  private record Found(UUID storageId, SlotDifference difference) {}

  private MemberFiles(
      MetadataFile fenceFile,
      MetadataFile differenceFile,
      UUID storageId,
      int originEpoch,
      EpochFence fence,
      @Nullable SlotDifference difference) {
    this.fenceFile = fenceFile;
    this.differenceFile = differenceFile;
    this.storageId = storageId;
    this.originEpoch = originEpoch;
    this.fence = fence;
    this.difference = difference;
  }

  /// Reads the files; a directory without them is that of a new copy, and gets an id of its own
  /// (I6).
  ///
  /// @param lastEpoch of the log beside it; 0 if that is empty
  /// @throws io.trivet.storage.frame.CorruptFrameException if they are not what was written
  static MemberFiles open(Disk disk, RandomGenerator random, int lastEpoch) throws IOException {
    MetadataFile identity = new MetadataFile(disk, "identity", IDENTITY_KIND);
    MetadataFile fence = new MetadataFile(disk, "fence", FENCE_KIND);
    MetadataFile differenceFile = new MetadataFile(disk, "difference", DIFFERENCE_KIND);
    Found found = found(differenceFile.read());
    ByteBuffer known = identity.read();
    UUID storageId = known == null ? null : uuid(known);
    MetadataFile origin = new MetadataFile(disk, "origin", ORIGIN_KIND);
    if (storageId == null) {
      origin.replace(allocate(Integer.BYTES).putInt(lastEpoch).flip());
    }
    if (storageId == null || (found != null && found.storageId.equals(storageId))) {
      storageId = new UUID(random.nextLong(), random.nextLong());
      identity.replace(put(allocate(2 * Long.BYTES), storageId).flip());
    }
    ByteBuffer before = origin.read();
    return new MemberFiles(
        fence,
        differenceFile,
        storageId,
        before == null ? 0 : before.getInt(),
        decode(fence.read()),
        found == null ? null : found.difference);
  }

  /// Whether a directory has files of a member in it.
  static boolean areIn(Disk disk) throws IOException {
    return disk.list().contains("identity");
  }

  /// Whether a log with this newest epoch was begun without the group, and has not founded it.
  boolean isOfNoGroup(int lastEpoch) {
    return originEpoch > 0 && lastEpoch <= originEpoch;
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

  /// What this copy was found to differ in; null if nothing is known against it.
  ///
  /// Threads: any.
  @Nullable SlotDifference difference() {
    return difference;
  }

  /// The copy is not what the primary's is; durable on return. Its identity is given up at the next
  /// start.
  void differs(SlotDifference found) throws IOException {
    ByteBuffer bytes = put(allocate(DIFFERENCE_BYTES), storageId);
    bytes.putInt(found.slot()).putLong(found.sequence());
    bytes.putLong(found.primaryDigest()).putLong(found.ownDigest());
    differenceFile.replace(bytes.flip());
    difference = found;
  }

  /// Another copy has come, and takes the place of this one at the next start; durable on return.
  void replaced() throws IOException {
    if (difference != null) {
      differenceFile.replace(allocate(0));
      difference = null;
    }
  }

  private static @Nullable Found found(@Nullable ByteBuffer bytes) {
    if (bytes == null || !bytes.hasRemaining()) {
      return null;
    }
    return new Found(
        uuid(bytes),
        new SlotDifference(bytes.getInt(), bytes.getLong(), bytes.getLong(), bytes.getLong()));
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private static ByteBuffer put(ByteBuffer bytes, UUID id) {
    return bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
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
