package io.trivet.storage.keyspace;

/// What happens when memory is full, under the names that Redis has for it.
public enum EvictionPolicy {
  /// Nothing is deleted: what was not used for long leaves memory and stays in the store.
  NOEVICTION(false, false, Order.ACCESS),
  /// Deletes keys that expire, those first that were not used for longest.
  VOLATILE_LRU(true, true, Order.ACCESS),
  /// Deletes keys that expire, those first that are used least often.
  VOLATILE_LFU(true, true, Order.ACCESS),
  /// Deletes any keys that expire.
  VOLATILE_RANDOM(true, true, Order.NONE),
  /// Deletes keys that expire, the next to expire first.
  VOLATILE_TTL(true, true, Order.EXPIRY),
  /// Deletes keys, those first that were not used for longest.
  ALLKEYS_LRU(true, false, Order.ACCESS),
  /// Deletes keys, those first that are used least often.
  ALLKEYS_LFU(true, false, Order.ACCESS),
  /// Deletes any keys.
  ALLKEYS_RANDOM(true, false, Order.NONE);

  /// By what keys are compared.
  enum Order {
    /// The access clock, which counts how recently or how often.
    ACCESS,
    /// The time of expiry.
    EXPIRY,
    /// Nothing.
    NONE
  }

  private final boolean deletes;
  private final boolean sparesLasting;
  private final Order order;

  EvictionPolicy(boolean deletes, boolean sparesLasting, Order order) {
    this.deletes = deletes;
    this.sparesLasting = sparesLasting;
    this.order = order;
  }

  /// Whether keys are deleted, as in a cache.
  public boolean deletes() {
    return deletes;
  }

  /// Whether access clocks count how often entries are used, not how recently.
  public boolean countsFrequency() {
    return this == VOLATILE_LFU || this == ALLKEYS_LFU;
  }

  /// Whether keys without an expiry stay.
  boolean sparesLasting() {
    return sparesLasting;
  }

  Order order() {
    return order;
  }
}
