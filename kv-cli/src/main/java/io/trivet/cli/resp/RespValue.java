package io.trivet.cli.resp;

import io.trivet.storage.value.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One reply of a server. Every RESP2 and RESP3 type has its record, except that the two spellings
/// of an error share [Failure] and the three spellings of null share [Null]: what was said counts
/// here, not how it was written.
///
/// Texts are read as UTF-8. All values are immutable; a list given to a record is copied.
public sealed interface RespValue {
  /// `+`: a short text, such as OK.
  record Simple(String text) implements RespValue {}

  /// `-` or `!`: an error; its first word is the code.
  record Failure(String message) implements RespValue {
    /// The first word of the message, such as ERR or MOVED.
    public String code() {
      int space = message.indexOf(' ');
      return space < 0 ? message : message.substring(0, space);
    }
  }

  /// `:`: a signed 64-bit number.
  record Int(long value) implements RespValue {}

  /// `$`: a byte string.
  record Bulk(Bytes bytes) implements RespValue {}

  /// Nothing: `$-1`, `*-1` or `_`.
  enum Null implements RespValue {
    /// The only null.
    NULL
  }

  /// `#`: true or false.
  record Bool(boolean value) implements RespValue {}

  /// `,`: a floating point number, infinities and NaN included.
  record Real(double value) implements RespValue {}

  /// `(`: an integer of any size.
  record BigNumber(BigInteger value) implements RespValue {}

  /// `=`: a byte string with a format of three letters, such as txt or mkd.
  record Verbatim(String format, Bytes bytes) implements RespValue {}

  /// `*`: values in order.
  record Array(List<RespValue> items) implements RespValue {
    /// Copies the list.
    public Array {
      items = List.copyOf(items);
    }
  }

  /// `~`: values whose order means nothing; kept in the order received, duplicates included.
  record SetOf(List<RespValue> items) implements RespValue {
    /// Copies the list.
    public SetOf {
      items = List.copyOf(items);
    }
  }

  /// `>`: a message that answers no command.
  record Push(List<RespValue> items) implements RespValue {
    /// Copies the list.
    public Push {
      items = List.copyOf(items);
    }
  }

  /// `%`: pairs in the order received; a key may be any value, and may come twice.
  record MapOf(List<Pair> pairs) implements RespValue {
    /// Copies the list.
    public MapOf {
      pairs = List.copyOf(pairs);
    }
  }

  /// One pair of a map.
  record Pair(RespValue key, RespValue value) {}

  /// `|`: a value with attributes that a client is free to overlook.
  record Attributed(MapOf attributes, RespValue value) implements RespValue {}

  /// The text of a string of any kind or of a number; how INFO, PING and their like are read.
  ///
  /// @throws RespProtocolException if the value is an error, null or an aggregate; the message
  ///   carries the value
  default String text() throws RespProtocolException {
    return switch (this) {
      case Simple simple -> simple.text();
      case Bulk bulk -> textOf(bulk.bytes());
      case Verbatim verbatim -> textOf(verbatim.bytes());
      case Int number -> Long.toString(number.value());
      case Real number -> Double.toString(number.value());
      case BigNumber number -> number.value().toString();
      case Bool bool -> Boolean.toString(bool.value());
      case Attributed attributed -> attributed.value().text();
      case Failure failure ->
          throw new RespProtocolException("an error where a text was expected: " + failure.message);
      case Null _, Array _, SetOf _, Push _, MapOf _ ->
          throw new RespProtocolException("no text: " + this);
    };
  }

  private static String textOf(Bytes bytes) {
    return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
  }
}
