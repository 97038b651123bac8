package io.trivet.storage.image;

/// A place in an image. Files come one after the other, in the order of the manifest.
///
/// @param file its index; behind the last one: the end
/// @param offset in the file
public record ImagePosition(int file, long offset) {

  static final ImagePosition START = new ImagePosition(0, 0);
}
