package io.trivet.server.failover;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Member;
import io.trivet.raft.agent.GroupAgent;
import io.trivet.raft.group.JoinRule;
import io.trivet.raft.group.Lineage;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.replication.CatchUpProgress;
import io.trivet.server.replication.ImageTarget;
import io.trivet.server.replication.LinkListener;
import io.trivet.server.replication.PrimaryLink;
import io.trivet.server.replication.PrimaryMark;
import io.trivet.server.replication.PrimaryTarget;
import io.trivet.server.replication.StandbyCopy;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.checkpoint.StoreException;
import io.trivet.storage.image.ImageManifest;
import io.trivet.storage.image.ImageSink;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node as a standby: its copy of the log, how far it is applied, and what the primary says of
/// itself.
///
/// Threads: as [StandbyCopy] and [LinkListener] say; what may wait for the disk runs on the disk's
/// thread, in order.
final class Following implements StandbyCopy, LinkListener {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  /// What [#heardNs] says before anything was heard.
  static final long NEVER = Long.MIN_VALUE;

  private static final UUID NO_IMAGE = new UUID(0, 0);

  private final Storage storage;
  private final MemberFiles files;
  private final Member self;
  private final BooleanSupplier isOfNoGroup;
  private final CommitWatermark watermark;
  private final ReceivingLog received;
  private final Applying applying;
  private final Executor disk;
  private final LongSupplier clockNs;
  private final Runnable restart;
  private final Consumer<Throwable> onFailure;
  private final ApplyLag lag = new ApplyLag();
  private volatile @Nullable GroupAgent agent;
  private volatile @Nullable PrimaryLink link;
  private volatile @Nullable ReceivedImage image;
  private volatile int followedEpoch;
  private final CommitMark mark = new CommitMark();
  private volatile long heardNs = NEVER;
  private volatile long toldEndSequence;
  private volatile boolean isKeptAside;
  private volatile long lostNs;
  private volatile boolean isConnected;

  /// @param isOfNoGroup whether the log was begun without the group
  Following(
      Storage storage,
      MemberFiles files,
      Member self,
      BooleanSupplier isOfNoGroup,
      CommitWatermark watermark,
      Applying.Workers appliers,
      Executor disk,
      LongSupplier clockNs,
      Runnable restart,
      Consumer<Throwable> onFailure) {
    this.storage = storage;
    this.files = files;
    this.self = self;
    this.isOfNoGroup = isOfNoGroup;
    this.watermark = watermark;
    this.received = new ReceivingLog(storage);
    this.applying = new Applying(storage, appliers, this::applied, this::differs, onFailure);
    this.disk = disk;
    this.clockNs = clockNs;
    this.restart = restart;
    this.onFailure = onFailure;
  }

  /// Has the agent asked, and the link used, from now on.
  void connect(GroupAgent asked, PrimaryLink used) {
    agent = asked;
    link = used;
  }

  /// Follows a primary, and no other any more. On the group's thread.
  void follow(PrimaryTarget primary) {
    followedEpoch = primary.epoch();
    lag.turn();
    link().follow(primary);
  }

  /// Follows nobody: `done` is told, on the disk's thread, when no frame can come in any more and
  /// no acknowledgement can leave.
  void detach(Runnable done) {
    followedEpoch = 0;
    link()
        .stop(() ->
            disk.execute(() -> {
              received.close();
              done.run();
            }));
  }

  /// Follows nobody any more.
  void stop() {
    followedEpoch = 0;
    link().stop(() -> {});
  }

  /// Milliseconds since a primary was heard whose frames are taken; a standby that never heard one
  /// is older than any.
  long silenceMs() {
    long last = mark.heardNs();
    return last == NEVER || !applying.isWhole()
        ? Long.MAX_VALUE
        : (clockNs.getAsLong() - last) / 1_000_000;
  }

  /// Applies all that is in the log, and no more from now on; waits for it. Detached.
  void finishApplying() throws InterruptedException {
    applying.finish();
  }

  /// Whether the copy was just found to be another than the primary's: the node is about to start
  /// anew.
  boolean isDifferent() {
    return applying.isDifferent();
  }

  /// What was recovered is applied, and what follows will be.
  void startApplying() {
    applying.start();
  }

  /// The log has grown, or is synced further.
  void logGrew() {
    applying.wake();
    PrimaryLink used = link;
    if (used != null) {
      used.advanced();
    }
  }

  /// There is room in the log again.
  void roomAvailable() {
    PrimaryLink used = link;
    if (used != null) {
      used.roomAvailable();
    }
  }

  /// When a primary was last heard, by the monotonic clock; [#NEVER] if none was.
  long heardNs() {
    return heardNs;
  }

  /// Whether there is a connection over which the primary was heard.
  boolean isConnected() {
    return isConnected;
  }

  /// When the last connection was lost, by the monotonic clock.
  long lostNs() {
    return lostNs;
  }

  /// How far what is shown is behind the primary.
  GroupFacts.Lag lag(long nowNs) {
    return lag.at(appliedSequence(), nowNs);
  }

  /// How far it is on its way to the primary.
  CatchUpProgress progress() {
    return link().progress();
  }

  /// Up to where the primary whose frames were taken last said that its log is committed.
  long toldCommittedSequence() {
    return mark.committedSequence();
  }

  /// The end of its log, as a primary said last.
  long toldEndSequence() {
    return toldEndSequence;
  }

  /// False while the data here is an image that is no state that ever was (I14).
  boolean isWhole() {
    return applying.isWhole();
  }

  /// Whether the log here was begun without the group, and must not be compared with the group's.
  boolean isOfNoGroup() {
    return isOfNoGroup.getAsBoolean();
  }

  /// The epoch of the primary that it follows; 0 if none.
  int followedEpoch() {
    return followedEpoch;
  }

  // The copy

  @Override
  public Member self() {
    return self;
  }

  @Override
  public ConfigVersion config() {
    return agent().status().config().at();
  }

  @Override
  public void meet(int epoch, Lineage primary, long firstSequence, Consumer<Meeting> answer) {
    if (isOfNoGroup()) {
      LOG.error(
          "the data here was begun without the group and follows nobody: start this member with an"
              + " empty dir, or found a group with it on the first group-member line");
      answer.accept(new Failed("the data here was begun without the group"));
      return;
    }
    agent()
        .greeted(
            epoch,
            primary,
            decided -> {
              switch (decided) {
                case JoinRule.Fenced(int promisedEpoch) -> answer.accept(new Fenced(promisedEpoch));
                case JoinRule.FollowFrom(long sequence) ->
                    disk.execute(() -> prepare(epoch, sequence, firstSequence, answer));
                case JoinRule.TakeImage(long sequence) ->
                    disk.execute(() -> keepAside(sequence, answer));
                case JoinRule.NotKnownYet() ->
                    answer.accept(new Failed("how epoch " + epoch + " began is not known here"));
              }
            });
  }

  @Override
  public int take(long address, int bytes) throws IOException {
    int epoch = mark.metEpoch();
    if (!agent().fence().admits(epoch)) {
      throw new IOException("epoch " + epoch + " is over here");
    }
    int taken = received.take(address, bytes);
    if (taken < bytes && received.isNextEpochWanted()) {
      disk.execute(this::beginNextEpoch);
    }
    return taken;
  }

  @Override
  public long writtenSequence() {
    return storage.log().writtenSequence();
  }

  @Override
  public long durableSequence() {
    return storage.log().durableSequence();
  }

  @Override
  public long appliedSequence() {
    return applying.appliedSequence();
  }

  @Override
  public ImageTarget image(Bytes manifest) throws IOException {
    ReceivedImage opened = ReceivedImage.open(storage, manifest);
    image = opened;
    return opened;
  }

  @Override
  public @Nullable SlotDifference difference() {
    return files.difference();
  }

  // What the primary says

  @Override
  public void heard(int epoch, PrimaryMark said) {
    if (said.isHealthy()) {
      agent().heardFromPrimary(epoch);
    }
    heardNs = clockNs.getAsLong();
    isConnected = true;
    mark.heard(epoch, said.committedSequence(), heardNs);
    toldEndSequence = said.endSequence();
    lag.told(toldEndSequence, heardNs);
    advance();
  }

  @Override
  public void lost(int epoch, Loss loss) {
    if (isConnected) {
      isConnected = false;
      lostNs = clockNs.getAsLong();
    }
    if (loss == Loss.REFUSED || loss == Loss.RESET) {
      agent().lostPrimary(epoch);
    }
  }

  private void advance() {
    long applied = appliedSequence();
    lag.applied(applied);
    watermark.advance(Math.min(mark.committedSequence(), applied));
  }

  private void prepare(int epoch, long sequence, long firstSequence, Consumer<Meeting> answer) {
    if (epoch != followedEpoch) {
      answer.accept(new Failed("epoch " + epoch + " is not followed any more"));
      return;
    }
    if (files.difference() != null
        || sequence < Math.max(firstSequence, storage.log().firstSequence())) {
      fetchImage(answer);
      return;
    }
    try {
      if (sequence < storage.log().appendedSequence()) {
        received.close();
        applying.finish();
      }
      received.openAt(sequence);
      mark.met(epoch);
      applying.start();
      answer.accept(new Follow(sequence));
    } catch (StoreException e) {
      LOG.warn("frames cannot be taken back, an image is wanted reason={}", e.getMessage());
      fetchImage(answer);
    } catch (IOException | InterruptedException | RuntimeException e) {
      onFailure.accept(e);
    }
  }

  /// An operator has begun an epoch without what this node has beyond `sequence`. Whatever of that
  /// was acknowledged is lost to the group, so it is kept in a file, once, before an image takes
  /// the place of this node's data.
  private void keepAside(long sequence, Consumer<Meeting> answer) {
    try {
      if (!isKeptAside) {
        received.close();
        String file = storage.log().exportAfter(sequence);
        isKeptAside = true;
        LOG.warn(
            "an epoch was forced without frames that are here file={} from={} to={}",
            file,
            sequence,
            storage.log().appendedSequence());
      }
      fetchImage(answer);
    } catch (IOException | RuntimeException e) {
      onFailure.accept(e);
    }
  }

  /// The log here does not reach what the primary still has. An image that is whole takes the place
  /// of the data at the next start, which this node makes at once.
  private void fetchImage(Consumer<Meeting> answer) {
    try {
      ReceivedImage received = image;
      if (received != null && received.isComplete()) {
        files.replaced();
        answer.accept(new Failed("the image is complete, and takes the place of the data"));
        restart.run();
        return;
      }
      ImageManifest begun = ImageSink.begun(storage);
      answer.accept(new ImageWanted(begun == null ? NO_IMAGE : Images.idOf(begun.id())));
    } catch (IOException e) {
      answer.accept(new Failed(String.valueOf(e.getMessage())));
    }
  }

  /// This copy is not what the primary's is. The node starts anew as another copy, which nobody
  /// counts on, and which takes an image.
  private void differs(SlotDifference found) {
    disk.execute(() -> {
      try {
        files.differs(found);
        restart.run();
      } catch (IOException | RuntimeException e) {
        onFailure.accept(e);
      }
    });
  }

  private void beginNextEpoch() {
    try {
      received.beginNextEpoch();
      roomAvailable();
    } catch (IOException | RuntimeException e) {
      onFailure.accept(e);
    }
  }

  private void applied() {
    advance();
    PrimaryLink used = link;
    if (used != null) {
      used.applied();
    }
  }

  private GroupAgent agent() {
    return Objects.requireNonNull(agent, "agent");
  }

  private PrimaryLink link() {
    return Objects.requireNonNull(link, "link");
  }
}
