package io.trivet.server.session;

import io.trivet.server.command.Authentication;
import io.trivet.server.command.ClientDirectory;
import io.trivet.server.command.CommandTable;
import io.trivet.server.command.DebugControl;
import io.trivet.server.command.GroupAccess;
import io.trivet.server.command.LatencyEvents;
import io.trivet.server.command.PauseControl;
import io.trivet.server.command.SaveControl;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.ServerFacts;
import io.trivet.server.command.SlowCommands;
import io.trivet.server.command.Statistics;
import io.trivet.server.command.StopControl;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.command.TrafficFacts;
import io.trivet.server.config.Config;
import io.trivet.server.pubsub.Channels;
import io.trivet.server.time.Clock;
import java.util.concurrent.Executor;

/// The parts of a server that commands see, put together.
public record ServerParts(
    CommandTable commands,
    Config config,
    Clock clock,
    ServerFacts facts,
    StorageFacts storage,
    TrafficFacts traffic,
    Statistics statistics,
    Authentication authentication,
    ClientDirectory clients,
    PauseControl pauses,
    Channels channels,
    SlowCommands slowCommands,
    LatencyEvents latencies,
    Executor background,
    SaveControl saves,
    StopControl stops,
    GroupAccess group,
    DebugControl debugging)
    implements ServerAccess {}
