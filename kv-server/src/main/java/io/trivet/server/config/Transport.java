package io.trivet.server.config;

/// How sockets are read and written, the value of `transport`.
public enum Transport implements Worded {
  /// The best one that works on this machine: epoll, else nio.
  AUTO,
  /// Linux epoll.
  EPOLL,
  /// Linux io_uring.
  IO_URING {
    @Override
    public String word() {
      return "io_uring";
    }
  },
  /// The JDK's own.
  NIO
}
