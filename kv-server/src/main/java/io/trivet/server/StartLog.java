package io.trivet.server;

import io.trivet.server.config.AppendFsync;
import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.storage.checkpoint.StartReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a start tells of the data: where it is, what was there, and what an acknowledgement means.
final class StartLog {

  private static final Logger LOG = LoggerFactory.getLogger(StartLog.class);

  private StartLog() {}

  static void tell(Config config, StartReport report) {
    LOG.info(
        "recovered keys={} redoSequence={} replayedBytes={} storeMs={} replayMs={} dir={}",
        report.keys(),
        report.redoSequence(),
        report.replayedBytes(),
        report.storeMs(),
        report.replayMs(),
        config.get(DurabilityOptions.DIR));
    AppendFsync policy = config.get(DurabilityOptions.APPENDFSYNC);
    LOG.info("durable appendfsync={}: {}", policy.word(), promise(policy));
  }

  private static String promise(AppendFsync policy) {
    return switch (policy) {
      case ALWAYS -> "what is acknowledged survives a kill and a power loss";
      case EVERYSEC -> "what is acknowledged survives a kill; a power loss takes about a second";
      case NO -> "what is acknowledged survives a kill; a power loss takes what is not yet on disk";
    };
  }
}
