package io.trivet.storage.checkpoint;

import java.util.random.RandomGenerator;

/// A checkpoint store in memory for a [SimStorage], over several lives of its process.
public final class SimStore {
  private final ModelStore model;

  public SimStore(RandomGenerator random) {
    model = new ModelStore(random);
  }

  /// The process ends: of what was not flushed, some beginning is left.
  public void crash(RandomGenerator fate) {
    model.crash(fate.nextInt(model.pending() + 1));
  }

  ModelStore model() {
    return model;
  }
}
