package io.trivet.storage.value;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A packed hash: field, value, field, value, in the order the fields were created. The count is
/// that of the fields. Persistent: never change.
final class PackedFields {
  private final PackedBuffer buffer;

  PackedFields(PackedBuffer buffer) {
    this.buffer = buffer;
  }

  /// The bytes being edited.
  PackedBuffer buffer() {
    return buffer;
  }

  /// Walks over all fields and values.
  ///
  /// @throws CorruptValueException if they are not whole or not as many as counted
  void verify() {
    int counted = 0;
    for (int at = buffer.from(); at < buffer.to(); counted++) {
      int end = PackedElement.end(buffer.bytes(), at, buffer.to());
      at = PackedElement.end(buffer.bytes(), end, buffer.to());
    }
    buffer.verifyCount(counted);
  }

  /// The position of the field whose encoded form is given, or -1.
  private int find(byte[] field) {
    byte[] bytes = buffer.bytes();
    int limit = buffer.to();
    int at = buffer.from();
    while (at < limit) {
      int end = PackedElement.end(bytes, at, limit);
      if (bytes[at] == field[0] && Arrays.equals(bytes, at, end, field, 0, field.length)) {
        return at;
      }
      at = PackedElement.end(bytes, end, limit);
    }
    return -1;
  }

  /// Whether the field is there.
  boolean has(Bytes field) {
    return fits(field) && find(PackedElement.encode(field)) >= 0;
  }

  /// A reader that shows the field's value, or null if there is no such field.
  @Nullable ElementReader read(Bytes field) {
    if (!fits(field)) {
      return null;
    }
    byte[] encoded = PackedElement.encode(field);
    int at = find(encoded);
    if (at < 0) {
      return null;
    }
    ElementReader reader = new ElementReader();
    reader.read(buffer.bytes(), at + encoded.length, buffer.to());
    return reader;
  }

  /// A field longer than everything here is not searched for.
  private boolean fits(Bytes field) {
    return field.length() < buffer.length() + PackedElement.MAX_DIGITS;
  }

  /// Sets the field and says whether it is new.
  boolean put(Bytes field, Bytes value) {
    byte[] encodedField = PackedElement.encode(field);
    byte[] encodedValue = PackedElement.encode(value);
    int at = find(encodedField);
    if (at >= 0) {
      int valueAt = at + encodedField.length;
      int valueEnd = PackedElement.end(buffer.bytes(), valueAt, buffer.to());
      buffer.splice(valueAt, valueEnd - valueAt, encodedValue);
      return false;
    }
    buffer.splice(buffer.to(), 0, encodedField);
    buffer.splice(buffer.to(), 0, encodedValue);
    buffer.addCount(1);
    return true;
  }

  /// Removes the field and says whether it was there.
  boolean remove(Bytes field) {
    byte[] encoded = PackedElement.encode(field);
    int at = find(encoded);
    if (at < 0) {
      return false;
    }
    int end = PackedElement.end(buffer.bytes(), at + encoded.length, buffer.to());
    buffer.cut(at, end - at);
    buffer.addCount(-1);
    return true;
  }

  /// Shows all fields.
  void forEach(FieldVisitor visitor) {
    ElementReader field = new ElementReader();
    ElementReader value = new ElementReader();
    for (int at = buffer.from(); at < buffer.to(); ) {
      at = show(at, field, value, visitor);
    }
  }

  private int show(int at, ElementReader field, ElementReader value, FieldVisitor visitor) {
    byte[] bytes = buffer.bytes();
    int end = value.read(bytes, field.read(bytes, at, buffer.to()), buffer.to());
    visitor.visit(field.array(), field.from(), field.to(), value.array(), value.from(), value.to());
    return end;
  }

  /// Shows `picks` different fields, each set of so many equally likely.
  void sample(RandomGenerator random, int picks, FieldVisitor visitor) {
    ElementReader field = new ElementReader();
    ElementReader value = new ElementReader();
    SequentialSample sample = new SequentialSample(random, buffer.count(), picks);
    int at = buffer.from();
    while (!sample.isComplete()) {
      if (sample.takesNext()) {
        at = show(at, field, value, visitor);
      } else {
        int end = PackedElement.end(buffer.bytes(), at, buffer.to());
        at = PackedElement.end(buffer.bytes(), end, buffer.to());
      }
    }
  }
}
