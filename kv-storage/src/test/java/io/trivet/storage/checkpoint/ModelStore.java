package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A checkpoint store in memory that loses what was not flushed: after a crash some prefix of the
/// batches since the last flush is left.
///
/// Every call counts; [#failAt] lets one of them go wrong. It is its own home: [#open] gives the
/// same object until the next [#crash].
///
/// Threads: one.
final class ModelStore implements CheckpointStore, StoreHome {

  /// What goes wrong at a call.
  enum Fault {
    /// The process dies before the call is done.
    DIE_BEFORE,
    /// The process dies when the call is done.
    DIE_AFTER,
    /// The call fails, and so does every later write.
    FAIL
  }

  /// What a test does in the middle of a write.
  interface WriteHook {
    void run() throws IOException;
  }

  /// A change of rows that may be lost.
  private interface Change {
    void apply(TreeMap<Bytes, byte[]> rows);
  }

  private final TreeMap<Bytes, byte[]> durable;
  private final List<Change> pending;
  private TreeMap<Bytes, byte[]> visible;
  private final RandomGenerator random;
  private boolean exists;
  private boolean isDead;
  private boolean isFailed;
  private long calls;
  private int drops;
  private final Map<Path, ModelStore> copies = new HashMap<>();
  private WriteHook hook = () -> {};
  private long faultAt = -1;
  private Fault fault = Fault.DIE_BEFORE;

  ModelStore(RandomGenerator random) {
    this(random, new TreeMap<>(), new ArrayList<>(), false);
  }

  private ModelStore(
      RandomGenerator random,
      TreeMap<Bytes, byte[]> durable,
      List<Change> pending,
      boolean exists) {
    this.random = random;
    this.durable = durable;
    this.pending = pending;
    this.exists = exists;
    this.visible = replay();
  }

  /// The same store once more, for another fate.
  ModelStore copy(RandomGenerator otherRandom) {
    return new ModelStore(otherRandom, new TreeMap<>(durable), new ArrayList<>(pending), exists);
  }

  long calls() {
    return calls;
  }

  /// Lets the call with this number, counted from 0, go wrong; a negative number none.
  void failAt(long call, Fault kind) {
    faultAt = call;
    fault = kind;
  }

  /// Hears of every write of a batch just before it.
  void beforeWrite(WriteHook newHook) {
    hook = newHook;
  }

  /// Ranges dropped so far.
  int drops() {
    return drops;
  }

  /// Batches that a crash may lose.
  int pending() {
    return pending.size();
  }

  /// The process ends: the first `kept` batches since the last flush had reached the disk.
  void crash(int kept) {
    for (Change change : pending.subList(0, kept)) {
      change.apply(durable);
    }
    pending.clear();
    visible = replay();
    isDead = false;
    isFailed = false;
    faultAt = -1;
    calls = 0;
  }

  /// All rows that are seen.
  Map<Bytes, byte[]> rows() {
    return visible;
  }

  /// Puts a value in the place of a row's, as damage would.
  void damage(byte[] key, byte[] value) {
    durable.put(Bytes.of(key), value);
    visible.put(Bytes.of(key), value);
  }

  @Override
  public boolean exists() {
    return exists;
  }

  @Override
  public void create(StoreBatch first) throws StoreException {
    boolean diesAfter = call(true);
    changeOf(first).apply(durable);
    exists = true;
    visible = replay();
    finish(diesAfter);
  }

  @Override
  public CheckpointStore open() {
    return this;
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StoreException {
    finish(call(false));
    byte[] value = visible.get(Bytes.of(key));
    return value == null ? null : value.clone();
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) throws StoreException {
    finish(call(false));
    List<byte @Nullable []> values = new ArrayList<>();
    for (byte[] key : keys) {
      values.add(visible.get(Bytes.of(key)));
    }
    return values;
  }

  @Override
  public StoreCursor cursor(byte[] from, byte[] to) throws StoreException {
    finish(call(false));
    return new ModelCursor(
        new TreeMap<>(visible.subMap(Bytes.of(from.clone()), Bytes.of(to.clone()))));
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    boolean diesAfter = call(true);
    runHook();
    Change change = changeOf(batch);
    change.apply(visible);
    pending.add(change);
    finish(diesAfter);
  }

  @Override
  public void flush() throws StoreException {
    boolean diesAfter = call(true);
    pending.forEach(change -> change.apply(durable));
    pending.clear();
    finish(diesAfter);
  }

  @Override
  public void dropRange(byte[] from, byte[] to) throws StoreException {
    boolean diesAfter = call(true);
    drops++;
    durable
        .subMap(Bytes.of(from), Bytes.of(to))
        .values()
        .removeIf(value -> random.nextBoolean()); // files that lie in the range as a whole
    Change change = rows -> rows.subMap(Bytes.of(from), Bytes.of(to)).clear();
    change.apply(visible);
    pending.add(change);
    finish(diesAfter);
  }

  @Override
  public void copyTo(Path directory) throws StoreException {
    flush();
    copies.put(directory, copy(random));
  }

  @Override
  public void compact() {}

  @Override
  public StoreFigures figures() {
    return new StoreFigures(0, 0, 0, 0, 0, 0, 0, false);
  }

  @Override
  public String describe() {
    return "the simulated store";
  }

  @Override
  public void close() {}

  private void runHook() throws StoreException {
    try {
      hook.run();
    } catch (IOException e) {
      throw new StoreException("in the hook of a write", e);
    }
  }

  private TreeMap<Bytes, byte[]> replay() {
    TreeMap<Bytes, byte[]> rows = new TreeMap<>(durable);
    pending.forEach(change -> change.apply(rows));
    return rows;
  }

  /// Returns whether the process dies at the end of this call.
  private boolean call(boolean isWrite) throws StoreException {
    boolean isFaulty = calls++ == faultAt;
    if (isDead || (isFaulty && fault == Fault.DIE_BEFORE)) {
      isDead = true;
      throw new SimCrash("died before call " + calls + " of the store");
    }
    isFailed |= isFaulty && fault == Fault.FAIL;
    if (isFailed && (isWrite || isFaulty)) {
      throw new StoreException("simulated failure of the store", null);
    }
    return isFaulty;
  }

  private void finish(boolean dies) {
    if (dies) {
      isDead = true;
      throw new SimCrash("died after call " + calls + " of the store");
    }
  }

  private static Change changeOf(StoreBatch batch) {
    List<Change> changes = new ArrayList<>();
    batch.forEach(
        new StoreBatch.Visitor() {
          @Override
          public void put(byte[] key, byte[] value) {
            changes.add(rows -> rows.put(Bytes.of(key), value));
          }

          @Override
          public void delete(byte[] key) {
            changes.add(rows -> rows.remove(Bytes.of(key)));
          }

          @Override
          public void deleteRange(byte[] from, byte[] to) {
            changes.add(rows -> rows.subMap(Bytes.of(from), Bytes.of(to)).clear());
          }
        });
    return rows -> changes.forEach(change -> change.apply(rows));
  }

  /// A cursor over a copy of the rows.
  private static final class ModelCursor implements StoreCursor {
    private final TreeMap<Bytes, byte[]> rows;
    private Iterator<Map.Entry<Bytes, byte[]>> rest;
    private Map.@Nullable Entry<Bytes, byte[]> current;

    ModelCursor(TreeMap<Bytes, byte[]> rows) {
      this.rows = rows;
      this.rest = rows.entrySet().iterator();
    }

    @Override
    public boolean next() {
      current = rest.hasNext() ? rest.next() : null;
      return current != null;
    }

    @Override
    public boolean seek(byte[] key) {
      rest = rows.tailMap(Bytes.of(key), true).entrySet().iterator();
      return next();
    }

    @Override
    public byte[] key() {
      return row().getKey().array().clone();
    }

    @Override
    public byte[] value() {
      return row().getValue().clone();
    }

    @Override
    public void close() {}

    private Map.Entry<Bytes, byte[]> row() {
      Map.Entry<Bytes, byte[]> row = current;
      if (row == null) {
        throw new IllegalStateException("the cursor is at no row");
      }
      return row;
    }
  }
}
