package io.trivet.server.command.generic;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ValueType;
import org.jspecify.annotations.Nullable;

/// A pattern of SORT's BY and GET, which leads from an element to a value elsewhere.
///
/// ```
/// #                    the element itself (GET only)
/// prefix * suffix      the string at the key in which the element takes the place of the star
/// ...->field           that field of the hash at the key
/// ```
///
/// A pattern without a star leads to nothing.
final class SortPattern {
  private final boolean isElement;
  private final int star;
  private final byte[] key;
  private final @Nullable Bytes field;

  private SortPattern(boolean isElement, int star, byte[] key, @Nullable Bytes field) {
    this.isElement = isElement;
    this.star = star;
    this.key = key;
    this.field = field;
  }

  /// The pattern that `text` is.
  static SortPattern of(Bytes text) {
    boolean isElement = text.length() == 1 && text.at(0) == '#';
    int star = text.toString().indexOf('*');
    int arrow = star < 0 ? -1 : text.toString().indexOf("->", star + 1);
    boolean hasField = arrow >= 0 && arrow + 2 < text.length();
    Bytes field = hasField ? text.slice(arrow + 2, text.length()) : null;
    Bytes key = hasField ? text.slice(0, arrow) : text;
    return new SortPattern(isElement, star, key.array(), field);
  }

  /// Whether it leads to keys, different ones for different elements.
  boolean leadsToKeys() {
    return star >= 0;
  }

  /// The key that it leads to from `element`; only if [#leadsToKeys].
  Bytes key(Bytes element) {
    byte[] bytes = new byte[key.length - 1 + element.length()];
    System.arraycopy(key, 0, bytes, 0, star);
    System.arraycopy(element.array(), 0, bytes, star, element.length());
    int behind = key.length - star - 1;
    System.arraycopy(key, star + 1, bytes, bytes.length - behind, behind);
    return Bytes.of(bytes);
  }

  /// What it leads to from `element`, or null if there is nothing of the right type.
  @Nullable Bytes value(Bytes element, KeyspaceTxn txn) {
    if (isElement) {
      return element;
    }
    if (!leadsToKeys()) {
      return null;
    }
    Bytes source = key(element);
    ValueType type = txn.type(source);
    if (field == null) {
      return type == ValueType.STRING ? txn.string(source) : null;
    }
    HashValue hash = type == ValueType.HASH ? txn.hash(source) : null;
    return hash == null ? null : hash.get(field);
  }
}
