package io.trivet.storage.value;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A packed set that is not all integers: its members in the order they came. Persistent: never
/// change.
final class PackedMembers implements SetForm {
  private final PackedBuffer buffer;

  PackedMembers(PackedBuffer buffer) {
    this.buffer = buffer;
  }

  /// The bytes being edited.
  PackedBuffer buffer() {
    return buffer;
  }

  /// Walks over all members.
  ///
  /// @throws CorruptValueException if they are not whole or not as many as counted
  void verify() {
    int counted = 0;
    for (int at = buffer.from(); at < buffer.to(); counted++) {
      at = PackedElement.end(buffer.bytes(), at, buffer.to());
    }
    buffer.verifyCount(counted);
  }

  /// The position of the member whose encoded form is given, or -1.
  private int find(byte[] member) {
    byte[] bytes = buffer.bytes();
    int limit = buffer.to();
    int at = buffer.from();
    while (at < limit) {
      int end = PackedElement.end(bytes, at, limit);
      if (bytes[at] == member[0] && Arrays.equals(bytes, at, end, member, 0, member.length)) {
        return at;
      }
      at = end;
    }
    return -1;
  }

  /// Whether `array[from, to)` is a member.
  boolean contains(byte[] array, int from, int to) {
    return to - from < buffer.length() + PackedElement.MAX_DIGITS
        && find(PackedElement.encode(array, from, to, 0)) >= 0;
  }

  /// Adds a member that is not there.
  void append(byte[] array, int from, int to) {
    buffer.splice(buffer.to(), 0, PackedElement.encode(array, from, to, 0));
    buffer.addCount(1);
  }

  /// Removes the member and says whether it was there.
  boolean remove(Bytes member) {
    byte[] encoded = PackedElement.encode(member);
    int at = find(encoded);
    if (at < 0) {
      return false;
    }
    buffer.cut(at, encoded.length);
    buffer.addCount(-1);
    return true;
  }

  /// Shows all members.
  void forEach(BytesVisitor visitor) {
    ElementReader reader = new ElementReader();
    for (int at = buffer.from(); at < buffer.to(); ) {
      at = reader.read(buffer.bytes(), at, buffer.to());
      reader.show(visitor);
    }
  }

  /// Shows `picks` different members, each set of so many equally likely.
  void sample(RandomGenerator random, int picks, BytesVisitor visitor) {
    ElementReader reader = new ElementReader();
    SequentialSample sample = new SequentialSample(random, buffer.count(), picks);
    int at = buffer.from();
    while (!sample.isComplete()) {
      if (sample.takesNext()) {
        at = reader.read(buffer.bytes(), at, buffer.to());
        reader.show(visitor);
      } else {
        at = PackedElement.end(buffer.bytes(), at, buffer.to());
      }
    }
  }
}
