package io.trivet.server.command;

import io.trivet.server.config.Config;
import io.trivet.server.pubsub.Channels;
import io.trivet.server.time.Clock;
import java.util.concurrent.Executor;

/// What commands may see of the server.
public interface ServerAccess {
  /// All commands.
  CommandTable commands();

  /// The options.
  Config config();

  /// The time.
  Clock clock();

  /// What the node knows of itself.
  ServerFacts facts();

  /// Numbers about the data.
  StorageFacts storage();

  /// Numbers about connections and commands.
  TrafficFacts traffic();

  /// What is counted of commands and errors.
  Statistics statistics();

  /// Who may come in.
  Authentication authentication();

  /// Who is connected.
  ClientDirectory clients();

  /// Holds commands back.
  PauseControl pauses();

  /// Who listens to what.
  Channels channels();

  /// The commands that took long.
  SlowCommands slowCommands();

  /// The events that took long.
  LatencyEvents latencies();

  /// Runs work that may wait for the disk.
  Executor background();

  /// Checkpoints and syncs.
  SaveControl saves();

  /// The end of the server.
  StopControl stops();

  /// The replication group.
  GroupAccess group();

  /// Switches for tests.
  DebugControl debugging();
}
