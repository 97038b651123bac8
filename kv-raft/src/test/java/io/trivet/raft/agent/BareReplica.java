package io.trivet.raft.agent;

import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.Lineage;

/// Fails whatever it is asked; a test overrides what may be.
class BareReplica implements LocalReplica {
  @Override
  public Lineage lineage() {
    throw new AssertionError();
  }

  @Override
  public long writtenSequence() {
    throw new AssertionError();
  }

  @Override
  public long durableSequence() {
    throw new AssertionError();
  }

  @Override
  public long appliedSequence() {
    throw new AssertionError();
  }

  @Override
  public boolean isHealthyAt(long nowNs) {
    throw new AssertionError();
  }

  @Override
  public EpochFence fence() {
    throw new AssertionError();
  }

  @Override
  public void saveFence(EpochFence fence, Runnable done) {
    throw new AssertionError();
  }

  @Override
  public void detach(Runnable done) {
    throw new AssertionError();
  }

  @Override
  public void sync(Runnable done) {
    throw new AssertionError();
  }

  @Override
  public void beginEpoch(int epoch, Runnable done) {
    throw new AssertionError();
  }
}
