package io.trivet.cli.bench.workload;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// What is sent to a server: commands, keys and values.
///
/// @param mix the commands
/// @param layout the keys
/// @param distribution how the keys are chosen
/// @param valueBytes length of the values
public record Workload(
    CommandMix mix, KeyLayout layout, KeyDistribution distribution, int valueBytes) {

  /// Each key once, in as many parts as there are connections: for filling a server before it is
  /// measured.
  public static Workload eachKeyOnce(String command, KeyLayout layout, int valueBytes) {
    return new Workload(
        CommandMix.single(command, layout, valueBytes),
        layout,
        new KeyDistribution.Sequential(),
        valueBytes);
  }

  /// The operations of each of a number of connections.
  public List<OperationStream> streams(int connections, long seed) {
    SplittableRandom root = new SplittableRandom(seed);
    ValuePool values = new ValuePool(valueBytes, root.split());
    return IntStream.range(0, connections)
        .mapToObj(index -> {
          SplittableRandom random = root.split();
          KeySequence keys = keySequence(new Share(index, connections), random);
          return new OperationStream(mix, layout, keys, values, random);
        })
        .toList();
  }

  /// The names of the commands, by number.
  public List<String> commandNames() {
    return mix.names();
  }

  /// Length of the longest operation.
  public int maxOperationBytes() {
    return mix.maxBytes();
  }

  private KeySequence keySequence(Share share, SplittableRandom random) {
    long keys = layout.keys();
    return switch (distribution) {
      case KeyDistribution.Uniform _ -> () -> random.nextLong(keys);
      case KeyDistribution.Zipf zipf -> new ZipfSequence(keys, zipf.theta(), random);
      case KeyDistribution.Sequential _ -> new RoundTrip(share.first(keys), keys);
    };
  }

  /// The keys in order, round and round.
  private static final class RoundTrip implements KeySequence {
    private final long keys;
    private long coming;

    RoundTrip(long first, long keys) {
      this.keys = keys;
      this.coming = first % keys;
    }

    @Override
    public long next() {
      long key = coming;
      coming = key + 1 == keys ? 0 : key + 1;
      return key;
    }
  }
}
