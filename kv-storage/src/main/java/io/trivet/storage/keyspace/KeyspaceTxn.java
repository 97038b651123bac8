package io.trivet.storage.keyspace;

import io.trivet.storage.effect.DigestRange;
import io.trivet.storage.effect.EffectWriter;
import io.trivet.storage.effect.Replaced;
import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.log.LogAppender;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.Encoding;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ListValue;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.StateDigest;
import io.trivet.storage.value.ValueType;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Locked access to the keyspace that records what it changes.
///
/// Use: [#begin], lock the slots, work on keys, [#commit], [#unlock]. Everything between begin and
/// commit becomes one frame of the log, atomic on every copy (I15). Reads note the highest version
/// they met: the reply may leave when that sequence is committed ([#observedSequence], I21).
///
/// Keys whose expiry has passed are absent; meeting one records its deletion, so the answer waits
/// until that is committed (I30). A key that may be on disk only raises [ColdMissException] before
/// anything is changed, if the caller asked [#requireResident] for all keys first.
///
/// The methods that take an address work on native bytes without garbage, for the hottest commands;
/// those bytes must stay valid until the commit.
///
/// Threads: one, the owner's. Invariants: a key is touched only while its slot is locked.
public final class KeyspaceTxn implements AutoCloseable {

  /// No expiry.
  public static final long NEVER = RecordDescriptor.NO_EXPIRY;

  /// What a transaction has observed that met no version: the data as it was before the first
  /// frame. Below every frame's sequence, and other than 0, which has observed nothing of the data.
  public static final long INITIAL_STATE = 1;

  private final Keyspace keyspace;
  private final @Nullable LogAppender appender;
  private final FrameWriter frame;
  private final EffectWriter effects;
  private final HeldSlots held;
  private final EntryChanges changes;
  private final EntrySet entries = new EntrySet();
  private final KeyArena keys = new KeyArena();
  private final SplittableRandom random = new SplittableRandom();
  private int database;
  private long nowMs;
  private long observedSequence;
  private long replayedSequence;
  private boolean frameBegun;
  private boolean spacesAssigned;
  private @Nullable Entry current;
  private boolean touchesAccessClock = true;
  private boolean isReadOnly;
  private long hits;
  private long misses;

  /// @param appender null for a transaction that only applies what is logged already
  KeyspaceTxn(Keyspace keyspace, @Nullable LogAppender appender) {
    this.keyspace = keyspace;
    this.appender = appender;
    this.frame = appender == null ? new FrameWriter() : appender.writer();
    this.effects = new EffectWriter(frame);
    this.held = new HeldSlots(keyspace.locks());
    this.changes = new EntryChanges(this);
  }

  // Begin, lock, commit

  /// Starts a transaction in a numbered database. `nowMs` is the primary's clock, milliseconds
  /// since 1970: deadlines are judged by it, and it goes into the frame.
  public void begin(int databaseNumber, long clockMs) {
    database = databaseNumber;
    nowMs = clockMs;
    observedSequence = INITIAL_STATE;
    replayedSequence = 0;
    touchesAccessClock = true;
    isReadOnly = false;
  }

  /// Starts the application of a logged frame: its effects change only entries of older versions
  /// and are not logged again, and nothing expires by this node's clock.
  ///
  /// @param accessedAtMs when the keys count as used; 0: not at all
  void beginReplay(long sequence, long accessedAtMs) {
    begin(0, accessedAtMs);
    replayedSequence = sequence;
    touchesAccessClock = accessedAtMs != 0;
  }

  /// Changes nothing from now until the commit: on a standby, and for reads that must leave no
  /// trace. A key whose expiry has passed is absent, as it would be if its deletion were logged,
  /// but nothing is deleted or logged, which is for the primary alone (I30).
  public void readOnly() {
    isReadOnly = true;
  }

  /// Works in another database from now on (SELECT inside a transaction, MOVE, COPY DB).
  public void useDatabase(int databaseNumber) {
    database = databaseNumber;
  }

  public int database() {
    return database;
  }

  public long nowMs() {
    return nowMs;
  }

  /// Randomness for commands that choose: what was chosen is logged, never the choice.
  public RandomGenerator random() {
    return random;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public void lock(int slot) {
    held.lock(slot);
  }

  /// Locks the first `count` of `slots`, in any order, each possibly several times.
  public void lock(int[] slots, int count) {
    held.lock(slots, count);
  }

  public void lockAll() {
    held.lockAll();
  }

  /// Takes one more slot if it is free at once.
  public boolean tryLock(int slot) {
    return held.tryLock(slot);
  }

  public boolean holds(int slot) {
    return held.holds(slot);
  }

  public boolean holdsAll() {
    return held.holdsAll();
  }

  /// Accesses from now on leave the LRU and LFU clocks as they are (CLIENT NO-TOUCH, OBJECT).
  public void keepAccessClock() {
    touchesAccessClock = false;
  }

  /// Ends the transaction: appends the frame, if there were effects, and gives the changed entries
  /// its sequence. Slots stay locked. Returns the sequence, or 0 if nothing was changed.
  public long commit() {
    writeBackAll();
    long sequence = replayedSequence;
    if (frameBegun) {
      sequence = appender().append(keyspace.epoch(), nowMs);
      frameBegun = false;
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.isChanged()) {
        entry.stamp(sequence);
      }
    }
    if (spacesAssigned) {
      keyspace.databases().version(sequence);
      spacesAssigned = false;
    }
    entries.clear();
    keys.reset();
    observedSequence = Math.max(observedSequence, sequence);
    return sequence;
  }

  public void unlock() {
    held.unlock();
  }

  /// The highest version that was read or written: what was answered holds once it is committed.
  public long observedSequence() {
    return observedSequence;
  }

  /// Notes that the answer depends on this sequence.
  public void observe(long sequence) {
    observedSequence = Math.max(observedSequence, sequence);
  }

  /// Shows the keys that were changed since begin, with their numbered databases.
  public void changedKeys(ChangedKeyVisitor visitor) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int number = keyspace.databases().numberOf(entry.table().space());
      if (number >= 0 && (entry.isChanged() || entry.hasPendingValue())) {
        visitor.changed(number, entry.key());
      }
    }
  }

  /// Whether something was changed since begin.
  public boolean hasEffects() {
    return frameBegun;
  }

  // Keys

  /// Makes sure that the key is in memory or known to be absent.
  ///
  /// @throws ColdMissException if the checkpoint store must be asked
  public void requireResident(Bytes key) {
    entry(key);
  }

  /// [#requireResident(Bytes)] for many keys.
  ///
  /// @throws ColdMissException with all keys for which the checkpoint store must be asked
  public void requireResident(List<Bytes> needed) {
    List<ColdKey> missing = new ArrayList<>();
    for (Bytes key : needed) {
      try {
        entry(key);
      } catch (ColdMissException e) {
        missing.addAll(e.keys());
      }
    }
    if (!missing.isEmpty()) {
      throw new ColdMissException(missing);
    }
  }

  /// Whether a key exists. That is no access: the access clock stays as it is.
  public boolean exists(Bytes key) {
    return count(entry(key));
  }

  /// Notes an access to a key; returns whether it exists.
  public boolean touch(Bytes key) {
    return read(entry(key));
  }

  /// The type of a key, or null if it is absent.
  public @Nullable ValueType type(Bytes key) {
    Entry entry = entry(key);
    return entry.isLive() ? entry.kind().type() : null;
  }

  /// The encoding of a key, or null if it is absent.
  public @Nullable Encoding encoding(Bytes key) {
    Entry entry = entry(key);
    return entry.isLive() ? entry.kind().encoding() : null;
  }

  /// The version of a key for WATCH: differs if the key was changed in between. An absent key has
  /// the version of its deletion as long as that is remembered.
  public long version(Bytes key) {
    return entry(key).version();
  }

  /// When the key expires, milliseconds since 1970, or [#NEVER].
  public long expiresAtMs(Bytes key) {
    return entry(key).expiresAtMs();
  }

  /// Sets the expiry of an existing key; [#NEVER] removes it. A time that has passed deletes the
  /// key.
  public void expireAt(Bytes key, long expiresAtMs) {
    requireWritable();
    Entry entry = entry(key);
    if (expiresAtMs != NEVER && expiresAtMs <= nowMs && !isReplay()) {
      changes.delete(entry);
      return;
    }
    entry.expireAt(expiresAtMs);
    if (!isReplay()) {
      effects().setExpiry(entry.space(), entry.keyAddress(), entry.keyLength(), expiresAtMs);
    }
  }

  /// Deletes a key; returns whether it was there.
  public boolean remove(Bytes key) {
    return changes().remove(entry(key));
  }

  /// Milliseconds since the last access, to 64 ms.
  public long idleMs(Bytes key) {
    return keyspace.accessClock().idleMs(entry(key).access(), nowMs);
  }

  /// The access counter of LFU.
  public int frequency(Bytes key) {
    return keyspace.accessClock().frequency(entry(key).access(), nowMs);
  }

  /// Sets the access bits of an existing key (RESTORE IDLETIME).
  public void idleMs(Bytes key, long idleMs) {
    entry(key).access(keyspace.accessClock().fresh(nowMs - idleMs));
  }

  /// Bytes of memory that an existing key takes.
  public long memoryBytes(Bytes key) {
    return entry(key).memoryBytes();
  }

  // Strings

  /// The string at a key, or null if the key is absent.
  ///
  /// @throws WrongTypeException if the key holds something else
  public @Nullable Bytes string(Bytes key) {
    Entry entry = entry(key);
    if (!read(entry)) {
      return null;
    }
    entry.requireString();
    return entry.valueBytes(0, entry.valueLength());
  }

  /// The length of the string at a key; 0 if the key is absent.
  public int stringLength(Bytes key) {
    Entry entry = entry(key);
    if (!read(entry)) {
      return 0;
    }
    entry.requireString();
    return entry.valueLength();
  }

  /// The bytes `[from, to)` of the string at an existing key.
  public Bytes stringRange(Bytes key, int from, int to) {
    Entry entry = entry(key);
    entry.requireString();
    return entry.valueBytes(from, to);
  }

  /// The key holds this string from now on, whatever it held, until `expiresAtMs` or for ever.
  public void putString(Bytes key, Bytes value, long expiresAtMs) {
    changes().putString(entry(key), value, expiresAtMs);
  }

  /// The key holds this string from now on and for ever.
  public void putString(Bytes key, Bytes value) {
    putString(key, value, NEVER);
  }

  /// The key holds this string from now on; its expiry stays.
  public void putStringKeepingExpiry(Bytes key, Bytes value) {
    putString(key, value, entry(key).expiresAtMs());
  }

  /// Writes bytes into the string at a key from `offset` on; it grows by zeros as far as needed and
  /// is made if the key is absent.
  ///
  /// @throws WrongTypeException if the key holds something else
  public void putRange(Bytes key, int offset, Bytes value) {
    changes().putRange(entry(key), offset, value);
  }

  // Collections: read

  public @Nullable HashValue hash(Bytes key) {
    return (HashValue) collection(key, ValueType.HASH);
  }

  public @Nullable ListValue list(Bytes key) {
    return (ListValue) collection(key, ValueType.LIST);
  }

  public @Nullable SetValue set(Bytes key) {
    return (SetValue) collection(key, ValueType.SET);
  }

  public @Nullable ZSetValue zset(Bytes key) {
    return (ZSetValue) collection(key, ValueType.ZSET);
  }

  /// The collection at a key, of any type, or null if the key is absent or holds a string. It must
  /// not be changed.
  public @Nullable CollectionValue collection(Bytes key) {
    Entry entry = entry(key);
    ValueType type = entry.kind().type();
    return type == null || type == ValueType.STRING ? null : entry.value(type);
  }

  // Collections: change. An absent key is an empty collection; an emptied one is deleted.

  public HashEditor editHash(Bytes key) {
    return new HashEditor(this, edited(key));
  }

  public ListEditor editList(Bytes key) {
    return new ListEditor(this, edited(key));
  }

  public SetEditor editSet(Bytes key) {
    return new SetEditor(this, edited(key));
  }

  public ZSetEditor editZSet(Bytes key) {
    return new ZSetEditor(this, edited(key));
  }

  /// The key holds this collection from now on, whatever it held. The caller gives the value away.
  /// An empty collection deletes the key.
  public void putCollection(Bytes key, CollectionValue value, long expiresAtMs) {
    changes().putCollection(entry(key), value, expiresAtMs);
  }

  /// `target` in a numbered database holds what the existing `source` holds, with its expiry.
  public void copy(Bytes source, int targetDatabase, Bytes target) {
    changes().copy(entry(source), entry(targetDatabase, target));
  }

  /// `target` in a numbered database holds what the existing `source` held, with its expiry, and
  /// `source` is gone. They must not be the same key.
  public void move(Bytes source, int targetDatabase, Bytes target) {
    changes().move(entry(source), entry(targetDatabase, target));
  }

  // Whole databases

  /// A walk over the keys of the database, those in the checkpoint store included. It reads the
  /// disk and takes the locks that this transaction does not hold.
  public KeyspaceScan scan() {
    writeBackAll();
    return new KeyspaceScan(this, keyspace.coldKeys());
  }

  /// Notes that the answer depends on everything appended so far (DBSIZE, KEYS).
  public void observeAll() {
    observe(appender().appendedSequence());
  }

  // Whole databases: under all slot locks

  /// Empties a numbered database at once: it gets a new space (I13).
  public void flush(int databaseNumber) {
    assign(databaseNumber, keyspace.databases().fresh());
  }

  /// Exchanges the content of two numbered databases.
  public void swap(int one, int other) {
    Databases databases = keyspace.databases();
    Space first = databases.space(one);
    assign(one, databases.space(other));
    assign(other, first);
  }

  private void assign(int databaseNumber, Space space) {
    requireWritable();
    if (!held.holdsAll()) {
      throw new IllegalStateException("spaces change under all slot locks only");
    }
    assignReplayed(databaseNumber, space);
    effects().assignSpace(space.id(), databaseNumber);
  }

  /// Changes the space of a database as a logged frame says.
  void assignReplayed(int databaseNumber, Space space) {
    keyspace.databases().assign(databaseNumber, space);
    spacesAssigned = true;
  }

  // Digests, which change nothing

  /// Marks the place at which a digest is taken; the range's slot stays locked from the digest to
  /// the commit.
  public void digestMark(DigestRange range) {
    requireWritable();
    effects().digestMark(range);
  }

  /// Tells the digest of what a mark named.
  ///
  /// @param markSequence what the mark's commit returned
  public void digestSum(long markSequence, StateDigest digest) {
    requireWritable();
    effects().digestSum(markSequence, digest.keys(), digest.sum());
  }

  // Native access for the hottest commands

  /// The record of a key's value bytes: read [#valueAddress] and [#valueLength] next. False if the
  /// key is absent.
  ///
  /// @param slot of the key
  /// @throws WrongTypeException if the key holds no string
  public boolean findString(int slot, long key, int keyLength) {
    return findString(entry(slot, key, keyLength));
  }

  /// [#findString] with a key on the heap.
  ///
  /// @throws WrongTypeException if the key holds no string
  public boolean findString(Bytes key) {
    return findString(entry(key));
  }

  private boolean findString(Entry entry) {
    current = entry;
    if (!read(entry)) {
      return false;
    }
    entry.requireString();
    return true;
  }

  /// Where the string that [#findString] found lies; valid until the next change or unlock.
  public long valueAddress() {
    return current().valueAddress();
  }

  public int valueLength() {
    return current().valueLength();
  }

  /// When the key that [#findString] found expires.
  public long foundExpiresAtMs() {
    return current().expiresAtMs();
  }

  /// The key holds this string from now on and for ever.
  ///
  /// @param slot of the key
  public void putString(int slot, long key, int keyLength, long value, int valueLength) {
    changes().putString(entry(slot, key, keyLength), value, valueLength, NEVER);
  }

  @Override
  public void close() {
    keys.close();
    if (appender == null) {
      frame.close();
    } else {
      appender.close();
    }
  }

  // For the editors

  long hits() {
    return hits;
  }

  long misses() {
    return misses;
  }

  void resetCounters() {
    hits = 0;
    misses = 0;
  }

  /// Changes of single entries.
  ///
  /// @throws IllegalStateException if the transaction is read-only
  EntryChanges changes() {
    requireWritable();
    return changes;
  }

  boolean isReplay() {
    return replayedSequence != 0;
  }

  /// True if a replayed frame is news to this entry.
  boolean isNews(Entry entry) {
    return entry.version() < replayedSequence;
  }

  Entry entry(Bytes key) {
    return entry(keys.copy(key.array()), key.length());
  }

  /// The entry of a key in a space, which need not belong to a database any more.
  Entry entryInSpace(int space, Bytes key) {
    long address = keys.copy(key.array());
    return entry(keyspace.databases().known(space), address, key.length());
  }

  /// [#entryInSpace] of a key that a logged frame puts a string over. Where only the store could
  /// tell what the key holds, the frame does.
  Entry entryPutOver(int spaceId, Bytes key, Replaced replaced) {
    Space space = keyspace.databases().known(spaceId);
    long address = keys.copy(key.array());
    int slot = Slot.of(address, key.length());
    SlotTable table = keyspace.table(slot, space);
    if (replaced != Replaced.ANYTHING && !table.isComplete()) {
      long hash = KeyHash.of(address, key.length(), keyspace.hashSeed());
      if (table.find(address, key.length(), hash) == SlotTable.ABSENT) {
        int access = keyspace.accessClock().fresh(nowMs);
        ReplacedRecord.insert(table, address, key.length(), hash, replaced, access);
      }
    }
    return entry(space, slot, address, key.length());
  }

  private Entry entry(int databaseNumber, Bytes key) {
    long address = keys.copy(key.array());
    return entry(keyspace.databases().space(databaseNumber), address, key.length());
  }

  /// The entry of a key that is about to be changed, which is an access.
  private Entry edited(Bytes key) {
    requireWritable();
    Entry entry = entry(key);
    if (entry.isLive()) {
      touch(entry);
    }
    return entry;
  }

  /// The effects of this transaction; starts its frame.
  EffectWriter effects() {
    if (!frameBegun) {
      appender().begin(64);
      frameBegun = true;
    }
    return effects;
  }

  private Entry entry(long key, int keyLength) {
    return entry(Slot.of(key, keyLength), key, keyLength);
  }

  private Entry entry(int slot, long key, int keyLength) {
    return entry(keyspace.databases().space(database), slot, key, keyLength);
  }

  private Entry entry(Space space, long key, int keyLength) {
    return entry(space, Slot.of(key, keyLength), key, keyLength);
  }

  private Entry entry(Space space, int slot, long key, int keyLength) {
    SlotTable table = keyspace.table(slot, space);
    long hash = KeyHash.of(key, keyLength, keyspace.hashSeed());
    Entry entry = entries.find(table, key, keyLength, hash);
    if (entry != null) {
      changes.settle(entry);
      return entry;
    }
    entry = entries.add(table, key, keyLength, hash);
    observe(space.assignedSequence());
    if (entry.record() == 0) {
      if (!table.isComplete()) {
        int departures = keyspace.departures().of(hash);
        throw new ColdMissException(new ColdKey(space.id(), slot, entry.key(), departures));
      }
      return entry;
    }
    observe(entry.version());
    if (entry.isLive() && !isReplay()) {
      meet(entry);
    }
    return entry;
  }

  private void meet(Entry entry) {
    long expiresAtMs = entry.expiresAtMs();
    if (expiresAtMs == NEVER || expiresAtMs > nowMs) {
      return;
    }
    if (isReadOnly) {
      entry.hide();
    } else {
      changes.delete(entry);
      keyspace.countExpired();
    }
  }

  /// Notes an access to an entry.
  void touch(Entry entry) {
    if (touchesAccessClock) {
      int access = entry.access();
      int touched = keyspace.accessClock().touched(access, nowMs, random);
      if (touched != access) { // a read of a hot key leaves its cache line shared
        entry.access(touched);
      }
    }
  }

  private boolean read(Entry entry) {
    boolean found = count(entry);
    if (found) {
      touch(entry);
    }
    return found;
  }

  private boolean count(Entry entry) {
    if (entry.isLive()) {
      hits++;
      return true;
    }
    misses++;
    return false;
  }

  private @Nullable CollectionValue collection(Bytes key, ValueType type) {
    Entry entry = entry(key);
    return read(entry) ? entry.value(type) : null;
  }

  private LogAppender appender() {
    if (appender == null) {
      throw new IllegalStateException("a change in a transaction for replay");
    }
    return appender;
  }

  private Entry current() {
    Entry entry = current;
    if (entry == null) {
      throw new IllegalStateException("no string was found before");
    }
    return entry;
  }

  private void requireWritable() {
    if (isReadOnly) {
      throw new IllegalStateException("a change in a read-only transaction");
    }
  }

  private void writeBackAll() {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.hasPendingValue()) {
        changes.writeBack(entry);
      }
    }
  }
}
