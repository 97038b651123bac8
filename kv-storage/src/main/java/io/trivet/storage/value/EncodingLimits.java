package io.trivet.storage.value;

/// Up to which size a collection stays packed: the options of Redis 7.2 under their names.
///
/// A collection that passes a limit is expanded and stays so (only a list returns, see
/// [ListValue]). Changed limits concern later changes of a value, never values at rest.
///
/// @param hashMaxListpackEntries most fields of a packed hash
/// @param hashMaxListpackValue most bytes of a field or value in a packed hash
/// @param listMaxListpackSize most elements of a packed list and of each chunk of an expanded one;
///   -1 to -5: most bytes, 4, 8, 16, 32 or 64 KiB
/// @param setMaxIntsetEntries most members of a set of integers kept as sorted numbers
/// @param setMaxListpackEntries most members of any other packed set
/// @param setMaxListpackValue most bytes of a member of such a set
/// @param zsetMaxListpackEntries most members of a packed sorted set
/// @param zsetMaxListpackValue most bytes of a member of a packed sorted set
public record EncodingLimits(
    int hashMaxListpackEntries,
    int hashMaxListpackValue,
    int listMaxListpackSize,
    int setMaxIntsetEntries,
    int setMaxListpackEntries,
    int setMaxListpackValue,
    int zsetMaxListpackEntries,
    int zsetMaxListpackValue) {

  /// No packed collection is longer, whatever the options say: it would be copied by each command.
  static final int MAX_PACKED_BYTES = 1 << 26;

  /// Chunks limited by their number of elements are limited to this many bytes, too.
  private static final int COUNTED_CHUNK_BYTES = 8192;

  private static final EncodingLimits DEFAULTS =
      new EncodingLimits(128, 64, -2, 512, 128, 64, 128, 64);

  /// The defaults of Redis 7.2.
  public static EncodingLimits defaults() {
    return DEFAULTS;
  }

  /// Most bytes of a list chunk.
  int listChunkBytes() {
    return listMaxListpackSize >= 0
        ? COUNTED_CHUNK_BYTES
        : 4096 << (Math.min(-listMaxListpackSize, 5) - 1);
  }

  /// Most elements of a list chunk.
  int listChunkEntries() {
    return listMaxListpackSize < 0 ? Integer.MAX_VALUE : Math.max(1, listMaxListpackSize);
  }
}
