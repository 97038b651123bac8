package io.trivet.storage.value;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A set of 64-bit integers: sorted numbers of one width.
///
/// ```
/// width: 2, 4 or 8    numbers, ascending, little-endian, width bytes each
/// 1 byte              (the array ends with the last one)      Persistent: never change.
/// ```
///
/// The width is that of the widest number there ever was.
final class PackedIntegers implements SetForm {
  private static final int HEADER_BYTES = 1;

  private byte[] bytes;
  private int width;
  private int count;
  private boolean grown;

  private PackedIntegers(byte[] bytes, int width, int count) {
    this.bytes = bytes;
    this.width = width;
    this.count = count;
  }

  /// A set without members.
  static PackedIntegers empty() {
    return new PackedIntegers(new byte[] {2}, 2, 0);
  }

  /// A set over packed bytes, which it takes over.
  ///
  /// @throws CorruptValueException if the width or the length cannot be
  static PackedIntegers of(byte[] packed) {
    int width = packed.length == 0 ? 0 : packed[0];
    if ((width != 2 && width != 4 && width != 8) || (packed.length - HEADER_BYTES) % width != 0) {
      throw new CorruptValueException("integers of " + width + " bytes in " + packed.length);
    }
    return new PackedIntegers(packed, width, (packed.length - HEADER_BYTES) / width);
  }

  /// Walks over all members.
  ///
  /// @throws CorruptValueException if they do not ascend
  void verify() {
    for (int index = 1; index < count; index++) {
      if (at(index - 1) >= at(index)) {
        throw new CorruptValueException("integer " + index + " of " + count + " out of order");
      }
    }
  }

  /// The packed form, without a spare byte. It may be the array being edited: valid until the next
  /// change.
  byte[] packed() {
    int length = position(count);
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }

  /// The number of members.
  int count() {
    return count;
  }

  /// Whether one more member might be too much for a packed value.
  boolean isTooLong() {
    return bytes.length > EncodingLimits.MAX_PACKED_BYTES;
  }

  /// The member at `index` in ascending order.
  long at(int index) {
    return PackedElement.littleEndian(bytes, position(index), width);
  }

  private int position(int index) {
    return HEADER_BYTES + index * width;
  }

  /// Whether the number is a member.
  boolean contains(long number) {
    int index = firstNotBelow(number);
    return index < count && at(index) == number;
  }

  private int firstNotBelow(long number) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Adds the number and says whether it is new.
  boolean add(long number) {
    int index = firstNotBelow(number);
    if (index < count && at(index) == number) {
      return false;
    }
    if (widthOf(number) > width) {
      widen(widthOf(number));
    }
    int at = position(index);
    int length = position(count);
    byte[] source = bytes;
    if (length + width > bytes.length) {
      bytes = Arrays.copyOf(source, length + width + (grown ? length >> 1 : 0));
      grown = true;
    }
    System.arraycopy(source, at, bytes, at + width, length - at);
    PackedElement.putLittleEndian(bytes, at, number, width);
    count++;
    return true;
  }

  private void widen(int wider) {
    byte[] widened = new byte[HEADER_BYTES + (count + 1) * wider];
    widened[0] = (byte) wider;
    for (int index = 0; index < count; index++) {
      PackedElement.putLittleEndian(widened, HEADER_BYTES + index * wider, at(index), wider);
    }
    bytes = widened;
    width = wider;
  }

  private static int widthOf(long number) {
    return number == (short) number ? 2 : number == (int) number ? 4 : 8;
  }

  /// Removes the number and says whether it was there.
  boolean remove(long number) {
    int index = firstNotBelow(number);
    if (index == count || at(index) != number) {
      return false;
    }
    int at = position(index);
    System.arraycopy(bytes, at + width, bytes, at, position(count) - at - width);
    count--;
    return true;
  }

  /// Shows all members in ascending order.
  void forEach(BytesVisitor visitor) {
    ElementReader reader = new ElementReader();
    for (int index = 0; index < count; index++) {
      reader.number(at(index));
      reader.show(visitor);
    }
  }

  /// Shows `picks` different members, each set of so many equally likely.
  void sample(RandomGenerator random, int picks, BytesVisitor visitor) {
    ElementReader reader = new ElementReader();
    SequentialSample sample = new SequentialSample(random, count, picks);
    for (int index = 0; !sample.isComplete(); index++) {
      if (sample.takesNext()) {
        reader.number(at(index));
        reader.show(visitor);
      }
    }
  }

  /// Most characters of a member, written in decimal.
  int longestDigits() {
    return count == 0
        ? 0
        : Math.max(Long.toString(at(0)).length(), Long.toString(at(count - 1)).length());
  }

  /// An independent copy without spare room.
  PackedIntegers copy() {
    return of(packed().clone());
  }

  /// Estimate of the heap in use.
  long heapBytes() {
    return HeapBytes.object(12) + HeapBytes.array(bytes.length);
  }
}
