package io.trivet.server.command;

/// What a node knows of itself and its process.
///
/// Threads: any.
public interface ServerFacts {
  /// The version of Redis whose commands are served: clients go by it.
  String REDIS_VERSION = "7.2.6";

  /// The version of this server.
  String version();

  /// 40 hexadecimal digits, new at each start.
  String runId();

  /// When the process began to serve, on the wall clock.
  long startedAtMs();

  /// The port on which clients are served.
  int port();

  /// How sockets are driven: epoll, io_uring or nio.
  String transport();

  /// Threads that serve clients.
  int eventLoops();

  /// The number of the process.
  long processId();

  /// Memory of the process in RAM, 0 if not known.
  long residentBytes();

  /// Processor time of the process in the kernel.
  double cpuSystemSeconds();

  /// Processor time of the process outside of the kernel.
  double cpuUserSeconds();

  /// Memory of the machine.
  long machineBytes();
}
