package io.trivet.raft.agent;

import io.trivet.raft.GroupConfig;

/// Does nothing at the agent's word; a test overrides what it looks at.
class BareListener implements AgentListener {
  @Override
  public void follow(GroupConfig config) {}

  @Override
  public void appointed(GroupConfig config) {}

  @Override
  public void serving(int epoch) {}

  @Override
  public void mayAnswer(int epoch) {}

  @Override
  public void ended(int epoch) {}

  @Override
  public void config(GroupConfig config) {}

  @Override
  public void committed(long sequence) {}
}
