package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Phase;
import io.trivet.cli.bench.load.Replication;
import io.trivet.cli.bench.workload.CommandMix;
import io.trivet.cli.bench.workload.KeyDistribution;
import io.trivet.cli.bench.workload.KeyLayout;
import io.trivet.cli.bench.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what is sent.
final class LoadOptions {
  private static final String DEFAULT_MIX = "get=90,set=10";

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "Connections to each server (${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Threads of the load generator (${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = {"-P", "--pipeline"},
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Operations that a connection sends before it reads (${DEFAULT-VALUE}).")
  private int pipeline;

  @Option(
      names = {"-r", "--keys"},
      paramLabel = "COUNT",
      defaultValue = "100000",
      description = "Number of different keys (${DEFAULT-VALUE}).")
  private long keys;

  @Option(
      names = "--key-size",
      paramLabel = "BYTES",
      defaultValue = "16",
      description = "Length of the keys (${DEFAULT-VALUE}).")
  private int keyBytes;

  @Option(
      names = "--key-prefix",
      paramLabel = "TEXT",
      defaultValue = "key:",
      description = "What keys begin with, before their number (${DEFAULT-VALUE}).")
  private String keyPrefix = "";

  @Option(
      names = {"-d", "--value-size"},
      paramLabel = "BYTES",
      defaultValue = "64",
      description = "Length of the values (${DEFAULT-VALUE}).")
  private int valueBytes;

  @Option(
      names = "--distribution",
      paramLabel = "NAME",
      defaultValue = "uniform",
      description =
          "How keys are chosen: uniform, sequential, zipf or zipf:THETA (${DEFAULT-VALUE}).")
  private String distribution = "";

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      description =
          "The only command: a name, or a text with {key}, {value} and {random} in it, such as"
              + " \"HSET {key} field {value}\". Names: see --mix.")
  private @Nullable String command;

  @Option(
      names = "--mix",
      paramLabel = "NAME=WEIGHT,...",
      description = {
        "Commands with their weights; " + DEFAULT_MIX + " if neither --mix nor --command is given.",
        "Names: del, exists, expire, get, getset, hget, hgetall, hset, incr, lpop, lpush, lrange,"
            + " mget, mset, ping, rpop, rpush, sadd, set, setex, sismember, spop, xadd, zadd,"
            + " zpopmin, zrange, zscore."
      })
  private @Nullable String mix;

  @Option(
      names = "--wait",
      paramLabel = "STANDBYS",
      defaultValue = "0",
      description =
          "Send WAIT STANDBYS behind each batch: the latency of its operations then ends with"
              + " the answer of WAIT, and fewer standbys are an error.")
  private int waitStandbys;

  @Option(
      names = "--wait-timeout",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = DurationText.Reader.class,
      description = "Time limit of WAIT (${DEFAULT-VALUE}).")
  private DurationText waitTimeout = new DurationText(0);

  @Option(
      names = "--rate",
      paramLabel = "OPS",
      defaultValue = "0",
      description =
          "Operations per second, of all connections together, sent by the clock. Latency then"
              + " counts from when an operation was due, sent late or not. 0: as fast as replies"
              + " come (${DEFAULT-VALUE}).")
  private double operationsPerSecond;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Determines the operations of every connection (${DEFAULT-VALUE}).")
  private long seed;

  /// Checks all options.
  ///
  /// @throws IllegalArgumentException if one is out of range, or contradicts another
  void check() {
    positive("--connections", connections);
    positive("--threads", threads);
    Phase.checkBatch(pipeline, workload().maxOperationBytes());
    replication();
    if (!(operationsPerSecond >= 0)) {
      throw new IllegalArgumentException("--rate must not be negative");
    }
  }

  int connections() {
    return connections;
  }

  int threads() {
    return threads;
  }

  int pipeline() {
    return pipeline;
  }

  double operationsPerSecond() {
    return operationsPerSecond;
  }

  long seed() {
    return seed;
  }

  int valueBytes() {
    if (valueBytes < 0) {
      throw new IllegalArgumentException("--value-size must not be negative");
    }
    return valueBytes;
  }

  /// The keys `[0, count)`; 0 stands for the number of --keys.
  KeyLayout layout(long count) {
    return new KeyLayout(keyPrefix, keyBytes, count == 0 ? keys : count);
  }

  /// What is sent.
  Workload workload() {
    if (command != null && mix != null) {
      throw new IllegalArgumentException("give either --command or --mix");
    }
    KeyLayout layout = layout(0);
    CommandMix commands =
        command == null
            ? CommandMix.parse(mix == null ? DEFAULT_MIX : mix, layout, valueBytes())
            : CommandMix.single(command, layout, valueBytes());
    return new Workload(commands, layout, KeyDistribution.parse(distribution), valueBytes());
  }

  /// The WAIT behind each batch, or null.
  @Nullable Replication replication() {
    return waitStandbys == 0 ? null : new Replication(waitStandbys, (int) waitTimeout.ms());
  }

  /// The options that say what the figures are worth, for the report.
  Map<String, String> described() {
    Workload workload = workload();
    Map<String, String> described = new LinkedHashMap<>();
    described.put("load", workload.mix().text());
    described.put("connections", Integer.toString(connections));
    described.put("pipeline", Integer.toString(pipeline));
    described.put("value-size", Integer.toString(valueBytes));
    described.put("keys", Long.toString(keys));
    described.put("key-size", Integer.toString(keyBytes));
    described.put("distribution", workload.distribution().text());
    described.put("threads", Integer.toString(threads));
    if (operationsPerSecond > 0) {
      described.put("rate", Double.toString(operationsPerSecond));
    }
    if (waitStandbys > 0) {
      described.put("wait", Integer.toString(waitStandbys));
    }
    described.put("seed", Long.toString(seed));
    return described;
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}
