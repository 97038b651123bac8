package io.trivet.server.command;

import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;

/// The words of a request behind its name, taken one by one.
///
/// Threads: the thread that parsed the call.
public final class CallWords {
  private final Request request;
  private int next;

  CallWords(Request request, int first) {
    this.request = request;
    this.next = first;
  }

  /// How many words are left.
  public int left() {
    return request.count() - next;
  }

  /// Whether the next word is `upper` (ASCII, upper case) in any case; it is taken then.
  public boolean take(String upper) {
    if (left() == 0 || !request.isWord(next, upper.getBytes(StandardCharsets.US_ASCII))) {
      return false;
    }
    next++;
    return true;
  }

  /// Takes the next word.
  public Bytes take() {
    return request.word(next++);
  }

  /// Whether the next word is a signed 64-bit integer.
  public boolean isInt64() {
    return request.isInt64(next);
  }

  /// Takes the next word, which is an integer if [#isInt64] said so.
  public long takeInt64() {
    return request.int64(next++);
  }
}
