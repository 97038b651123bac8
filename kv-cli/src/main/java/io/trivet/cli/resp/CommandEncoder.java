package io.trivet.cli.resp;

import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes commands as a client sends them, arrays of byte strings, one behind the other into a
/// growing buffer.
///
/// ```
/// *3 CRLF  $3 CRLF SET CRLF  $1 CRLF k CRLF  $5 CRLF value CRLF
/// ```
///
/// Threads: one.
public final class CommandEncoder {
  private static final int INITIAL_BYTES = 256;

  private byte[] buffer = new byte[INITIAL_BYTES];
  private int size;

  /// Appends a whole command; the words are written as UTF-8.
  public CommandEncoder command(String... words) {
    begin(words.length);
    for (String word : words) {
      word(word.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /// Appends a whole command.
  public CommandEncoder command(List<Bytes> words) {
    begin(words.size());
    for (Bytes word : words) {
      word(word);
    }
    return this;
  }

  /// Appends the head of a command; exactly `words` calls of [#word] must follow.
  public CommandEncoder begin(int words) {
    head('*', words);
    return this;
  }

  /// Appends one word. It then occupies the bytes from `size() - 2 - word.length` on.
  public CommandEncoder word(byte[] word) {
    return append(word, word.length);
  }

  /// Appends one word.
  public CommandEncoder word(Bytes word) {
    return append(word.array(), word.length());
  }

  /// The bytes written since the last [#clear].
  public int size() {
    return size;
  }

  /// A copy of the bytes written since the last [#clear].
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /// Writes the bytes to a stream and forgets them.
  public void drainTo(OutputStream target) throws IOException {
    target.write(buffer, 0, size);
    clear();
  }

  /// Forgets the bytes.
  public void clear() {
    size = 0;
  }

  private CommandEncoder append(byte[] word, int length) {
    head('$', length);
    reserve(length + 2);
    System.arraycopy(word, 0, buffer, size, length);
    size += length;
    endLine();
    return this;
  }

  private void head(char type, int number) {
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    reserve(digits.length + 3);
    buffer[size++] = (byte) type;
    System.arraycopy(digits, 0, buffer, size, digits.length);
    size += digits.length;
    endLine();
  }

  private void endLine() {
    buffer[size++] = '\r';
    buffer[size++] = '\n';
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      int atLeast = Math.addExact(size, bytes);
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L);
      buffer = Arrays.copyOf(buffer, Math.max(atLeast, doubled));
    }
  }
}
