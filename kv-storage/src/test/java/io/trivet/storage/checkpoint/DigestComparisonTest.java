package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.effect.Replaced;
import io.trivet.storage.keyspace.EffectApplier;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.Encoding;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A standby that is not what the primary is finds out at the primary's next digest, and applies
/// nothing behind it.
class DigestComparisonTest {

  private static final int STEPS = 800;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keyThatOnlyTheStandbyHasIsFoundInItsSlot(long seed) throws IOException {
    Bytes stray = Bytes.utf8("stray");
    found(
        seed,
        stray,
        space ->
            new EffectRecord.PutString(
                space, stray, Replaced.NOTHING, Encoding.RAW, 0, Bytes.utf8("value")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void memberThatOnlyTheStandbyHasIsFoundInItsSlot(long seed) throws IOException {
    Bytes stray = Bytes.utf8("stray");
    found(seed, stray, space -> new EffectRecord.SetAdd(space, stray, Bytes.utf8("member")));
  }

  private static void found(long seed, Bytes key, IntFunction<EffectRecord> damage)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SimDisk disk = new SimDisk(random.split());
    ModelStore store = new ModelStore(random.split());
    Keyspace primary = new Keyspace(SimStandby.DATABASES, 1);
    SimStandby standby =
        new SimStandby(disk, store, primary, new History(SimStandby.DATABASES), random.nextLong());
    standby.live(STEPS);
    standby.catchUp();
    damage(standby.keyspace(), damage.apply(spaceOfFirstDatabase(standby.keyspace())));

    int slot = Slot.of(key.array());
    standby.digest(slot == 0 ? 1 : 0, slot - 1);
    standby.catchUp();
    standby.digest(slot, Slot.COUNT - 1);
    CopyDiffersException differs =
        catchThrowableOfType(CopyDiffersException.class, standby::catchUp);

    assertThat(differs.difference().slot()).isEqualTo(slot);
    assertThat(differs.difference().ownDigest()).isNotEqualTo(differs.difference().primaryDigest());
    assertThat(standby.applier().appliedSequence())
        .isLessThanOrEqualTo(differs.difference().sequence());
    standby.abandon();
    primary.free();
  }

  private static int spaceOfFirstDatabase(Keyspace keyspace) {
    return IntStream.range(0, Integer.MAX_VALUE)
        .filter(space -> keyspace.databaseOf(space) == 0)
        .findFirst()
        .orElseThrow();
  }

  /// Changes the keyspace past the log, as a bug would.
  private static void damage(Keyspace keyspace, EffectRecord effect) {
    try (KeyspaceTxn txn = keyspace.replay()) {
      new EffectApplier(txn).apply(1L << 40, List.of(effect));
    }
  }
}
