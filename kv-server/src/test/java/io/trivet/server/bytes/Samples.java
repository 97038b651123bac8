package io.trivet.server.bytes;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;

/// Texts as bytes, in an array and in native memory.
final class Samples {

  /// Something done with the bytes at a native address.
  interface OnNative {
    boolean test(long address, int length);
  }

  private Samples() {}

  static Bytes latin(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Puts a text into native memory for the time of `test`.
  static boolean onNative(String text, OnNative test) {
    byte[] bytes = latin(text).array();
    long address = Native.allocate(Math.max(1, bytes.length));
    try {
      Native.copyIn(bytes, 0, bytes.length, address);
      return test.test(address, bytes.length);
    } finally {
      Native.free(address, Math.max(1, bytes.length));
    }
  }
}
