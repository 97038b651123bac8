package io.trivet.storage.effect;

/// A part of the keys of one slot, in all databases: those whose hash order is in `[fromOrder,
/// toOrder)`. Small enough to be digested without anybody waiting for long.
///
/// @param hashSeed of the node that chose the range; another node of the group may order its keys
///   by another seed
/// @param toOrder at most [#ORDER_END]
public record DigestRange(int slot, long hashSeed, long fromOrder, long toOrder) {

  /// Behind the highest order.
  public static final long ORDER_END = 1L << 32;

  /// Whether a key of this order, by this range's seed, belongs to it.
  public boolean contains(long order) {
    return fromOrder <= order && order < toOrder;
  }
}
