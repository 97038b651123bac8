package io.trivet.server.bytes;

import io.trivet.storage.memory.Native;
import org.jspecify.annotations.Nullable;

/// Bytes by place, in an array or in native memory, behind one face.
///
/// A place is `(heap, at)`: with an array, `at` is an index into it; without one, `at` is a native
/// address. Nothing is checked for native memory.
public final class Octets {

  private Octets() {}

  /// The byte at a place.
  public static byte at(byte @Nullable [] heap, long at) {
    return heap != null ? heap[(int) at] : Native.getByte(at);
  }

  /// Copies `length` bytes from a place to `target` from index `to`.
  public static void copy(byte @Nullable [] heap, long at, byte[] target, int to, int length) {
    if (heap != null) {
      System.arraycopy(heap, (int) at, target, to, length);
    } else {
      Native.copyOut(at, target, to, length);
    }
  }

  /// The ASCII letter in upper case; any other byte unchanged.
  public static int upper(int octet) {
    return octet >= 'a' && octet <= 'z' ? octet - ('a' - 'A') : octet;
  }

  /// The ASCII letter in lower case; any other byte unchanged.
  public static int lower(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }
}
