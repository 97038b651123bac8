package io.trivet.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import io.trivet.server.config.Config;
import io.trivet.server.config.LogLevel;
import io.trivet.server.config.ObservabilityOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Where the process logs, and what: `logfile` and `loglevel`.
///
/// Threads: begun by the main thread; the level changes by whichever changes the configuration.
final class NodeLog {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} %msg%n";

  /// The consensus library tells as errors, several times a second, that a peer is away. Our own
  /// parts tell what follows from it.
  private static final String CONSENSUS = "com.alipay.sofa";

  private static final List<String> REPEATING =
      List.of(
          "com.alipay.sofa.jraft.core.ReplicatorGroupImpl",
          "com.alipay.sofa.jraft.core.Replicator",
          "com.alipay.sofa.jraft.rpc.impl.AbstractClientService");

  private NodeLog() {}

  /// Logs as the configuration says, from now on.
  ///
  /// @throws IOException if the log file cannot be written
  static void begin(Config config) throws IOException {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // somebody embeds the server with a log of his own
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    String file = config.get(ObservabilityOptions.LOGFILE);
    if (!file.isEmpty()) {
      logTo(file, context, root);
    }
    root.setLevel(level(config.get(ObservabilityOptions.LOGLEVEL)));
    config.observe(ObservabilityOptions.LOGLEVEL, changed -> root.setLevel(level(changed)));
    context.getLogger(CONSENSUS).setLevel(Level.ERROR);
    REPEATING.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
  }

  static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.TRACE;
      case VERBOSE -> Level.DEBUG;
      case NOTICE -> Level.INFO;
      case WARNING -> Level.WARN;
    };
  }

  private static void logTo(String file, LoggerContext context, Logger root) throws IOException {
    requireWritable(file);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName("file");
    appender.setFile(file);
    appender.setEncoder(encoder);
    appender.start();
    Iterator<Appender<ILoggingEvent>> before = root.iteratorForAppenders();
    while (before.hasNext()) {
      root.detachAppender(before.next());
    }
    root.addAppender(appender);
  }

  private static void requireWritable(String file) throws IOException {
    try (var _ =
        Files.newByteChannel(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      return;
    } catch (IOException | InvalidPathException e) {
      throw new IOException("logfile: cannot write " + e.getMessage(), e);
    }
  }
}
