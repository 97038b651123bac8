package io.trivet.storage.value;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A set of byte strings.
///
/// Sorted numbers while all members are integers and not too many; else a packed run of members
/// while those are few and short; else expanded. It never goes back.
public final class SetValue implements CollectionValue {
  private SetForm form;

  private SetValue(SetForm form) {
    this.form = form;
  }

  /// An empty packed set.
  public static SetValue create() {
    return new SetValue(PackedIntegers.empty());
  }

  /// A set over packed bytes, which it takes over.
  ///
  /// @param encoding `INTSET` or `LISTPACK`
  /// @throws CorruptValueException if the bytes cannot be that
  public static SetValue ofPacked(Encoding encoding, byte[] packed) {
    return new SetValue(
        encoding == Encoding.INTSET
            ? PackedIntegers.of(packed)
            : new PackedMembers(PackedBuffer.of(packed)));
  }

  /// An expanded set of the entries read from its rows.
  static SetValue ofStoredEntries(EntryTable table) {
    return new SetValue(table);
  }

  @Override
  public ValueType type() {
    return ValueType.SET;
  }

  @Override
  public Encoding encoding() {
    return switch (form) {
      case PackedIntegers _ -> Encoding.INTSET;
      case PackedMembers _ -> Encoding.LISTPACK;
      case EntryTable _ -> Encoding.HASHTABLE;
    };
  }

  @Override
  public int size() {
    return switch (form) {
      case PackedIntegers integers -> integers.count();
      case PackedMembers members -> members.buffer().count();
      case EntryTable table -> table.size();
    };
  }

  @Override
  public boolean isPacked() {
    return !(form instanceof EntryTable);
  }

  @Override
  public byte[] packed() {
    return switch (form) {
      case PackedIntegers integers -> integers.packed();
      case PackedMembers members -> members.buffer().packed();
      case EntryTable _ -> throw new IllegalStateException("set is expanded");
    };
  }

  /// Whether this is a member.
  public boolean contains(Bytes member) {
    return form instanceof EntryTable table
        ? table.find(member) != null
        : contains(member.array(), 0, member.length());
  }

  /// Whether `array[from, to)` is a member.
  public boolean contains(byte[] array, int from, int to) {
    return switch (form) {
      case PackedIntegers integers ->
          PackedElement.isNumber(array, from, to)
              && integers.contains(PackedElement.number(array, from, to));
      case PackedMembers members -> members.contains(array, from, to);
      case EntryTable table -> table.find(Bytes.hash(array, from, to), array, from, to) != null;
    };
  }

  /// Adds a member and says whether it is new.
  public boolean add(Bytes member, EncodingLimits limits) {
    return switch (form) {
      case PackedIntegers integers -> addTo(integers, member, limits);
      case PackedMembers members -> addTo(members, member, limits);
      case EntryTable table -> addTo(table, member);
    };
  }

  private boolean addTo(PackedIntegers integers, Bytes member, EncodingLimits limits) {
    boolean first = integers.count() == 0;
    if (PackedElement.isNumber(member.array(), 0, member.length())
        && !(first && limits.setMaxIntsetEntries() <= 0)) {
      boolean added = integers.add(PackedElement.number(member.array(), 0, member.length()));
      if (added && (integers.count() > limits.setMaxIntsetEntries() || integers.isTooLong())) {
        form = expanded();
      }
      return added;
    }
    if (integers.count() < limits.setMaxListpackEntries()
        && Math.max(member.length(), integers.longestDigits()) <= limits.setMaxListpackValue()) {
      PackedMembers members = new PackedMembers(PackedBuffer.empty());
      integers.forEach(members::append);
      members.append(member.array(), 0, member.length());
      form = members;
      return true;
    }
    return addExpanded(member);
  }

  private boolean addTo(PackedMembers members, Bytes member, EncodingLimits limits) {
    if (members.contains(member.array(), 0, member.length())) {
      return false;
    }
    if (members.buffer().count() < limits.setMaxListpackEntries()
        && member.length() <= limits.setMaxListpackValue()
        && members.buffer().length() <= EncodingLimits.MAX_PACKED_BYTES) {
      members.append(member.array(), 0, member.length());
      return true;
    }
    return addExpanded(member);
  }

  private boolean addExpanded(Bytes member) {
    EntryTable table = expanded();
    form = table;
    return addTo(table, member);
  }

  private static boolean addTo(EntryTable table, Bytes member) {
    if (table.find(member) != null) {
      return false;
    }
    table.insert(member.hashCode(), Entry.create(member.array(), 0, member.length(), 0));
    return true;
  }

  private EntryTable expanded() {
    EntryTable table = new EntryTable();
    forEach((array, from, to) -> table.insertNew(Entry.create(array, from, to, 0)));
    return table;
  }

  /// Removes a member and says whether it was there.
  public boolean remove(Bytes member) {
    return switch (form) {
      case PackedIntegers integers ->
          PackedElement.isNumber(member.array(), 0, member.length())
              && integers.remove(PackedElement.number(member.array(), 0, member.length()));
      case PackedMembers members -> members.remove(member);
      case EntryTable table -> table.remove(member) != null;
    };
  }

  /// Shows all members.
  public void forEach(BytesVisitor visitor) {
    switch (form) {
      case PackedIntegers integers -> integers.forEach(visitor);
      case PackedMembers members -> members.forEach(visitor);
      case EntryTable table -> table.forEach(entry -> show(entry, visitor));
    }
  }

  private static void show(byte[] entry, BytesVisitor visitor) {
    visitor.visit(entry, Entry.memberFrom(entry), Entry.memberTo(entry));
  }

  /// A member, each equally likely; null if the set is empty.
  public @Nullable Bytes random(RandomGenerator random) {
    if (size() == 0) {
      return null;
    }
    if (form instanceof EntryTable table) {
      return Bytes.of(Entry.member(table.random(random)));
    }
    Bytes[] member = {Bytes.EMPTY};
    sample(random, 1, (array, from, to) -> member[0] = Bytes.copyOf(array, from, to));
    return member[0];
  }

  /// Shows `picks` different members (all, if there are no more), each set of so many equally
  /// likely.
  public void sample(RandomGenerator random, int picks, BytesVisitor visitor) {
    switch (form) {
      case PackedIntegers integers -> integers.sample(random, picks, visitor);
      case PackedMembers members -> members.sample(random, picks, visitor);
      case EntryTable table -> table.sample(random, picks, entry -> show(entry, visitor));
    }
  }

  /// Shows about `count` members and gives the cursor to go on with; 0 at the end. A member that is
  /// there during all of a scan is shown at least once. A packed set is shown at once.
  ///
  /// @param cursor 0 to begin, or what the call before gave
  public long scan(long cursor, int count, BytesVisitor visitor) {
    if (form instanceof EntryTable table) {
      return table.scan(cursor, count, entry -> show(entry, visitor));
    }
    forEach(visitor);
    return 0;
  }

  @Override
  public void verify() {
    switch (form) {
      case PackedIntegers integers -> integers.verify();
      case PackedMembers members -> members.verify();
      case EntryTable _ -> {}
    }
  }

  @Override
  public long heapBytes() {
    return HeapBytes.object(4)
        + switch (form) {
          case PackedIntegers integers -> integers.heapBytes();
          case PackedMembers members -> HeapBytes.object(4) + members.buffer().heapBytes();
          case EntryTable table -> table.heapBytes();
        };
  }

  @Override
  public SetValue copy() {
    return switch (form) {
      case PackedIntegers integers -> new SetValue(integers.copy());
      case PackedMembers members -> new SetValue(new PackedMembers(members.buffer().copy()));
      case EntryTable table -> new SetValue(table.copy());
    };
  }

  @Override
  public void changedRows(RowVisitor visitor) {
    if (form instanceof EntryTable table) {
      table.changedRows(visitor);
    }
  }

  @Override
  public boolean takeChangedRows(int limit, RowVisitor visitor) {
    return !(form instanceof EntryTable table) || table.takeChangedRows(limit, visitor);
  }

  @Override
  public void allRows(RowVisitor visitor) {
    if (form instanceof EntryTable table) {
      table.allRows(visitor);
    }
  }

  @Override
  public int changedRowCount() {
    return form instanceof EntryTable table ? table.changedRowCount() : 0;
  }

  @Override
  public void markRowsStored() {
    if (form instanceof EntryTable table) {
      table.markRows(true);
    }
  }

  @Override
  public void forgetStoredRows() {
    if (form instanceof EntryTable table) {
      table.markRows(false);
    }
  }
}
