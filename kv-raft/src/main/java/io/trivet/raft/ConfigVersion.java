package io.trivet.raft;

import java.util.Comparator;

/// Which configuration of a group: what a proposal is compared with before it is set (I2).
///
/// @param epoch of the primary's tenure; grows by one with each appointment
/// @param version grows by one with every committed change, across epochs
public record ConfigVersion(int epoch, long version) implements Comparable<ConfigVersion> {
  private static final Comparator<ConfigVersion> ORDER =
      Comparator.comparingLong(ConfigVersion::version).thenComparingInt(ConfigVersion::epoch);

  public ConfigVersion {
    if (epoch < 0 || version < 0) {
      throw new IllegalArgumentException("version " + epoch + "." + version);
    }
  }

  @Override
  public int compareTo(ConfigVersion other) {
    return ORDER.compare(this, other);
  }

  /// Whether this is a later configuration than the other.
  public boolean isAfter(ConfigVersion other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return epoch + "." + version;
  }
}
