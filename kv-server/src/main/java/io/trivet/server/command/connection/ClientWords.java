package io.trivet.server.command.connection;

import io.trivet.storage.value.Bytes;

/// What may be in the names that clients give.
final class ClientWords {

  private ClientWords() {}

  /// Whether a name can stand in a line of CLIENT LIST: no blanks, no line ends, nothing invisible.
  static boolean isNameable(Bytes text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.at(i) < '!' || text.at(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
