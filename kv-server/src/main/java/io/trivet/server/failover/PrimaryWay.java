package io.trivet.server.failover;

import io.trivet.server.replication.LinkListener;
import io.trivet.server.replication.PrimaryLink;
import io.trivet.server.replication.StandbyCopy;
import java.util.concurrent.Executor;

/// How a standby reaches its primary.
interface PrimaryWay {

  /// A link for this copy, that follows nobody yet.
  ///
  /// @param blocking where the copy may wait for the disk; in order
  PrimaryLink open(StandbyCopy copy, LinkListener listener, Executor blocking);
}
