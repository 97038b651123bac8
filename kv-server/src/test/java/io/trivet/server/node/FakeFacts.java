package io.trivet.server.node;

import io.trivet.server.command.ServerFacts;

/// A process that is always the same.
record FakeFacts(long startedAtMs) implements ServerFacts {

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public String runId() {
    return "0123456789abcdef0123456789abcdef01234567";
  }

  @Override
  public int port() {
    return 6379;
  }

  @Override
  public String transport() {
    return "epoll";
  }

  @Override
  public int eventLoops() {
    return 1;
  }

  @Override
  public long processId() {
    return 42;
  }

  @Override
  public long residentBytes() {
    return 100 << 20;
  }

  @Override
  public double cpuSystemSeconds() {
    return 1.5;
  }

  @Override
  public double cpuUserSeconds() {
    return 2.5;
  }

  @Override
  public long machineBytes() {
    return 1L << 34;
  }
}
