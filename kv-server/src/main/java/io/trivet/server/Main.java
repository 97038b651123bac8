package io.trivet.server;

import io.trivet.server.config.Config;
import io.trivet.server.config.ConfigException;
import io.trivet.server.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one node until it is told to stop: `[FILE] [--directive value]...`, as redis-server takes
/// it.
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /// Starts a node and returns when it has stopped.
  ///
  /// @throws IOException if the configuration is wrong, with a line for each problem, or if the
  ///   data or an address is not to be had; the message says what to do
  public static void run(List<String> arguments) throws IOException {
    AtomicReference<Server> server = new AtomicReference<>(start(arguments));
    Thread stopper = new Thread(() -> server.get().stop(), "stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    while (server.get().awaitStop()) {
      server.set(start(arguments));
    }
  }

  /// Starts a node, which the caller stops.
  ///
  /// @throws IOException as [#run] does
  public static Server start(List<String> arguments) throws IOException {
    List<String> directives = new ArrayList<>(arguments);
    @Nullable Path file = null;
    if (!directives.isEmpty() && !directives.getFirst().startsWith("--")) {
      file = Path.of(directives.removeFirst());
    }
    Config config = load(file, directives);
    NodeLog.begin(config);
    config.warnings().forEach(warning -> LOG.warn("configuration {}", warning));
    return Server.start(config);
  }

  private static Config load(@Nullable Path file, List<String> directives) throws IOException {
    try {
      return ConfigLoader.load(file, directives);
    } catch (ConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
