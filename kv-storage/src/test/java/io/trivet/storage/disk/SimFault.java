package io.trivet.storage.disk;

/// What goes wrong at one call of a [SimDisk].
public enum SimFault {
  /// The process dies in the call, which may have been done, in part for a write.
  CRASH,
  /// The call fails. A sync that fails leaves its bytes marked as clean.
  EIO,
  /// A write, a preallocation or a create finds no space, a write after a part of its bytes; other
  /// calls succeed.
  DISK_FULL,
  /// A write does a part of its bytes and says so; other calls succeed.
  SHORT_WRITE
}
