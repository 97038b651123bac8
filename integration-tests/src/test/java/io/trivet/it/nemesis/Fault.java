package io.trivet.it.nemesis;

/// One fault as it is planned, before it is known who is the primary.
///
/// @param hitsPrimary whether the victim is the member that acknowledged the last write; else it is
///   chosen among the others by `other`
/// @param other any number from 0 on
/// @param holdMs how long it lasts
/// @param calmMs until the next
record Fault(FaultKind kind, boolean hitsPrimary, int other, long holdMs, long calmMs) {

  /// The number of its victim.
  int victim(int primary, int members) {
    if (hitsPrimary || members == 1) {
      return primary;
    }
    return (primary - 1 + 1 + other % (members - 1)) % members + 1;
  }
}
