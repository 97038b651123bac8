package io.trivet.cli.bench.workload;

import io.trivet.cli.bench.workload.CommandTemplate.Hole;
import java.util.SplittableRandom;

/// The operations of one connection, without end: each call of [#write] encodes the next.
///
/// Threads: one.
public final class OperationStream {
  private final CommandMix mix;
  private final KeySequence keys;
  private final ValuePool values;
  private final SplittableRandom random;
  private final int keyBytes;
  private final int keyDigits;
  private final long keyCount;
  private int command;

  OperationStream(
      CommandMix mix,
      KeyLayout layout,
      KeySequence keys,
      ValuePool values,
      SplittableRandom random) {
    this.mix = mix;
    this.keys = keys;
    this.values = values;
    this.random = random;
    this.keyBytes = layout.keyBytes();
    this.keyDigits = layout.digits();
    this.keyCount = layout.keys();
  }

  /// Writes the next operation from `at` on, which must have room for [Workload#maxOperationBytes],
  /// and returns where it ends.
  public int write(byte[] target, int at) {
    command = mix.next(random);
    CommandTemplate template = mix.template(command);
    int end = template.write(target, at);
    for (Hole hole : template.holes()) {
      fill(hole, target, at + hole.from());
    }
    return end;
  }

  /// The number of the command that was written last.
  public int command() {
    return command;
  }

  private void fill(Hole hole, byte[] target, int from) {
    switch (hole.kind()) {
      case KEY -> KeyLayout.writeDigits(target, from + keyBytes, keyDigits, keys.next());
      case VALUE -> values.write(target, from, random);
      case RANDOM -> CommandTemplate.writeRandom(target, from, random.nextLong(keyCount));
    }
  }
}
