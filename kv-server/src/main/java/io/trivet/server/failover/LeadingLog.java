package io.trivet.server.failover;

import io.trivet.raft.group.Lineage;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.replication.ImageFeed;
import io.trivet.server.replication.LogFeed;
import io.trivet.server.replication.PrimaryNode;
import io.trivet.storage.checkpoint.Storage;
import java.io.IOException;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// This node's log as its standbys are fed from it in one tenure.
final class LeadingLog implements PrimaryNode {

  private final int epoch;
  private final Storage storage;
  private final CommitWatermark watermark;
  private final Images images;
  private final BooleanSupplier isHealthy;

  LeadingLog(
      int epoch,
      Storage storage,
      CommitWatermark watermark,
      Images images,
      BooleanSupplier isHealthy) {
    this.epoch = epoch;
    this.storage = storage;
    this.watermark = watermark;
    this.images = images;
    this.isHealthy = isHealthy;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public Lineage lineage() {
    return Lineages.of(storage.log());
  }

  @Override
  public long firstSequence() {
    return storage.log().firstSequence();
  }

  @Override
  public long writtenSequence() {
    return storage.log().writtenSequence();
  }

  @Override
  public long committedSequence() {
    return watermark.committedSequence();
  }

  @Override
  public boolean isHealthy() {
    return isHealthy.getAsBoolean();
  }

  @Override
  public LogFeed feed(long sequence) {
    return new ReaderFeed(storage.log(), sequence);
  }

  @Override
  public ImageFeed image(UUID partial) throws IOException {
    return images.open(partial);
  }
}
