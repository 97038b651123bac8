package io.trivet.server.command;

/// What a command does with a key: one of RO, RW, OW, RM for the value as a whole, and any of
/// ACCESS, UPDATE, INSERT, DELETE for what the client puts in or gets out.
public enum KeyFlag {
  /// Reads the value and leaves it as it is.
  RO("RO", 1),
  /// Reads and changes the value.
  RW("RW", 1 << 1),
  /// Overwrites the value without regard to the old one.
  OW("OW", 1 << 2),
  /// Removes the key.
  RM("RM", 1 << 3),
  /// Gives something of the value to the client.
  ACCESS("access", 1 << 4),
  /// Changes the value by something of the client's.
  UPDATE("update", 1 << 5),
  /// Adds to the value, changing nothing that is there.
  INSERT("insert", 1 << 6),
  /// Takes something out of the value.
  DELETE("delete", 1 << 7),
  /// Looks like a key for routing only.
  NOT_KEY("not_key", 1 << 8),
  /// There may be more keys than the specification tells.
  INCOMPLETE("incomplete", 1 << 9),
  /// Options of the command change these flags.
  VARIABLE_FLAGS("variable_flags", 1 << 10);

  private final String wireName;
  private final int bit;

  KeyFlag(String wireName, int bit) {
    this.wireName = wireName;
    this.bit = bit;
  }

  /// The name in COMMAND INFO and COMMAND GETKEYSANDFLAGS.
  public String wireName() {
    return wireName;
  }

  /// This flag as one bit of a set of flags.
  public int bit() {
    return bit;
  }

  /// The flags of a set of bits may change the key.
  public static boolean writes(int bits) {
    return (bits & (RW.bit | OW.bit | RM.bit)) != 0;
  }
}
