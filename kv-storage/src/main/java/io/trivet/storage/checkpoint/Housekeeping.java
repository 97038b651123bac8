package io.trivet.storage.checkpoint;

import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogFailedException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Regular work on the keyspace that no client waits for: eviction, expiry, and digests that were
/// asked for, in bounded turns.
///
/// A node that may not write lets clean entries go, whatever the policy: the primary's deletions
/// reach it through the log.
///
/// Threads: one makes the turns.
public final class Housekeeping {

  private static final int MANY = 1000;

  private final Evictor evictor;
  private final Deletions deletions;
  private final ExpiryCycle expiry;
  private final VerificationStep verification;
  private final DiskReserve reserve;
  private final GroupLog log;
  private final StorageClock clock;
  private final RandomGenerator random;
  private final BooleanSupplier mayWrite;

  /// @param mayWrite whether keys may be expired here and now: the node is primary
  Housekeeping(
      Evictor evictor,
      Deletions deletions,
      ExpiryCycle expiry,
      VerificationStep verification,
      DiskReserve reserve,
      GroupLog log,
      StorageClock clock,
      RandomGenerator random,
      BooleanSupplier mayWrite) {
    this.evictor = evictor;
    this.deletions = deletions;
    this.expiry = expiry;
    this.verification = verification;
    this.reserve = reserve;
    this.log = log;
    this.clock = clock;
    this.random = random;
    this.mayWrite = mayWrite;
  }

  /// Does some of what is to do.
  ///
  /// @return true if there is certainly more
  /// @throws StoreException if the store cannot be read
  /// @throws LogFailedException if the log has failed
  public boolean turn() throws StoreException, LogFailedException {
    long nowMs = clock.wallMs();
    reserve.look();
    boolean isPrimary = mayWrite.getAsBoolean();
    boolean deletes = isPrimary && evictor.policy().deletes();
    boolean hasMore = !deletes && evictor.step(random, nowMs);
    if (!isPrimary) {
      return hasMore;
    }
    if (deletes) {
      hasMore = deletions.step(random, nowMs);
    }
    int expired = expiry.stepInMemory(nowMs) + expiry.stepInStore(nowMs);
    verification.step(nowMs);
    log.endBatch();
    return hasMore || expired >= MANY;
  }

  /// Changes how much a turn searches for expired keys.
  void expiryEffort(int times) {
    expiry.effort(times);
  }

  /// Whether no key in memory can expire here, so that turns may be rare.
  boolean isAtRest() {
    return !mayWrite.getAsBoolean() || !expiry.hasExpiringKeys();
  }

  /// Whether memory is so full, or so much to do, that turns must follow each other quickly.
  boolean isHurried() {
    return evictor.isNear() || verification.isActive();
  }
}
