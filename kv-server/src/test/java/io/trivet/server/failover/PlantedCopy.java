package io.trivet.server.failover;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Member;
import io.trivet.raft.group.Lineage;
import io.trivet.server.replication.ImageTarget;
import io.trivet.server.replication.LinkListener;
import io.trivet.server.replication.PrimaryMark;
import io.trivet.server.replication.StandbyCopy;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A standby's copy as its link sees it, watched, and with a bug in between.
final class PlantedCopy implements StandbyCopy, LinkListener {
  private final SimServer server;
  private final StandbyCopy copy;
  private final LinkListener listener;
  private final SimPlant plant;
  private int metEpoch;

  PlantedCopy(SimServer server, StandbyCopy copy, LinkListener listener) {
    this.server = server;
    this.copy = copy;
    this.listener = listener;
    this.plant = server.group().plant;
  }

  @Override
  public Member self() {
    return copy.self();
  }

  @Override
  public @Nullable SlotDifference difference() {
    return copy.difference();
  }

  @Override
  public ConfigVersion config() {
    return copy.config();
  }

  @Override
  public void meet(int epoch, Lineage primary, long firstSequence, Consumer<Meeting> answer) {
    copy.meet(
        epoch,
        primary,
        firstSequence,
        meeting -> {
          if (meeting instanceof Follow) {
            metEpoch = epoch;
          }
          answer.accept(meeting);
        });
  }

  @Override
  public int take(long address, int bytes) throws IOException {
    return copy.take(address, bytes);
  }

  @Override
  public long writtenSequence() {
    server.group().watch.acknowledging(server.machine(), metEpoch);
    return isPlantedBeforeSync() ? takenSequence() : copy.writtenSequence();
  }

  @Override
  public long durableSequence() {
    return isPlantedBeforeSync() ? takenSequence() : copy.durableSequence();
  }

  @Override
  public long appliedSequence() {
    return copy.appliedSequence();
  }

  @Override
  public ImageTarget image(Bytes manifest) throws IOException {
    return copy.image(manifest);
  }

  @Override
  public void heard(int epoch, PrimaryMark mark) {
    listener.heard(epoch, mark);
    if (plant == SimPlant.MARK_OF_A_PRIMARY_NOT_MET_IS_BELIEVED && epoch != metEpoch) {
      listener.heard(
          metEpoch,
          new PrimaryMark(mark.committedSequence(), mark.endSequence(), mark.wallMs(), false));
    }
  }

  @Override
  public void lost(int epoch, Loss loss) {
    listener.lost(epoch, loss);
  }

  private boolean isPlantedBeforeSync() {
    return plant == SimPlant.STANDBY_ACKNOWLEDGES_BEFORE_ITS_SYNC;
  }

  private long takenSequence() {
    return server.storage().log().appendedSequence();
  }
}
