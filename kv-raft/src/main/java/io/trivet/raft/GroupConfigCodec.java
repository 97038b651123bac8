package io.trivet.raft;

import org.jspecify.annotations.Nullable;

/// A configuration as bytes: in the quorum's snapshot, and wherever one node shows it to another.
///
/// ```
///  format | flags | epoch | version | policy 3 x u8        | floor     | in-sync set | primary | forced
///  u8 = 1 | u8    | i32   | i64     | acks, level, minimum | i32   i64 | u8 members  | node    | i32
/// ```
///
/// A node is a length (u8) and so many ASCII letters; a member is a node and two ids of 16 bytes,
/// of its storage and its boot. Flags: 1 released, 2 has a primary (that field is there), 4 has a
/// forced epoch (the last field is there). A reader refuses a format, a flag or a choice that it
/// does not know: the checksum is the carrier's.
///
/// Persistent, little-endian: never change, never reuse.
public final class GroupConfigCodec {
  private static final int FORMAT = 1;
  private static final int RELEASED = 1;
  private static final int HAS_PRIMARY = 2;
  private static final int HAS_FORCED = 4;

  private GroupConfigCodec() {}

  public static byte[] encode(GroupConfig config) {
    NodeId primary = config.primary();
    int flags =
        (config.isReleased() ? RELEASED : 0)
            | (primary == null ? 0 : HAS_PRIMARY)
            | (config.forcedEpoch() == 0 ? 0 : HAS_FORCED);
    FieldWriter fields =
        new FieldWriter()
            .int8(FORMAT)
            .int8(flags)
            .version(config.at())
            .policy(config.policy())
            .position(config.floor())
            .inSync(config.inSync());
    if (primary != null) {
      fields.node(primary);
    }
    if (config.forcedEpoch() != 0) {
      fields.epoch(config.forcedEpoch());
    }
    return fields.toBytes();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws MalformedConfigException if it did not
  public static GroupConfig decode(byte[] bytes) throws MalformedConfigException {
    FieldReader fields = new FieldReader(bytes);
    int format = fields.int8();
    if (format != FORMAT) {
      throw fields.malformed("configuration of format " + format);
    }
    int flags = fields.choice(RELEASED | HAS_PRIMARY | HAS_FORCED);
    ConfigVersion at = fields.version();
    CommitPolicy policy = fields.policy();
    LogPosition floor = fields.position();
    InSyncSet inSync = fields.inSync();
    @Nullable NodeId primary = (flags & HAS_PRIMARY) == 0 ? null : fields.node();
    int forcedEpoch = (flags & HAS_FORCED) == 0 ? 0 : fields.epoch();
    fields.end();
    try {
      return new GroupConfig(
          at, primary, (flags & RELEASED) != 0, inSync, policy, floor, forcedEpoch);
    } catch (IllegalArgumentException e) {
      throw fields.malformed("a configuration that cannot be: " + e.getMessage());
    }
  }
}
