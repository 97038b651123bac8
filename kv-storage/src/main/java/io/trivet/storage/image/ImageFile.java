package io.trivet.storage.image;

import java.util.regex.Pattern;

/// A file of an image.
///
/// @param name in the directory of the store: letters, digits, `.`, `-` and `_`
/// @param bytes its length
public record ImageFile(String name, long bytes) {

  static final int MAX_NAME_BYTES = 64;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  /// @throws IllegalArgumentException if the name could lead out of a directory
  public ImageFile {
    if (name.length() > MAX_NAME_BYTES || !NAME.matcher(name).matches() || bytes < 0) {
      throw new IllegalArgumentException("a file of " + bytes + " bytes, named " + name);
    }
  }
}
