package io.trivet.server.command;

import io.trivet.server.commit.StandbyCopies;
import org.jspecify.annotations.Nullable;

/// A node without a group: it serves everything, and nobody follows it.
///
/// Threads: any.
public final class SingleNode implements GroupAccess, FailoverControl {
  private final StandbyCopies copies = new StandbyCopies();

  @Override
  public @Nullable GroupFacts facts() {
    return null;
  }

  @Override
  public ServingState serving() {
    return ServingState.SERVING;
  }

  @Override
  public StandbyCopies copies() {
    return copies;
  }

  @Override
  public FailoverControl failovers() {
    return this;
  }

  @Override
  public @Nullable ForceControl forces() {
    return null;
  }

  @Override
  public @Nullable PolicyControl policies() {
    return null;
  }

  @Override
  public Answer begin(Request request) {
    return Answer.NO_STANDBY;
  }

  @Override
  public Answer beginFromAnywhere() {
    return Answer.NO_STANDBY;
  }

  @Override
  public boolean abort() {
    return false;
  }
}
