package io.trivet.cli.bench.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes maps, lists, strings, numbers, booleans and null as JSON (RFC 8259), indented by two.
/// Numbers that JSON cannot say, NaN and the infinities, become null.
final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /// @throws IllegalArgumentException for a value of any other kind
  static String of(@Nullable Object value) {
    JsonText json = new JsonText();
    json.value(value, "\n");
    return json.text.append('\n').toString();
  }

  private void value(@Nullable Object value, String lineStart) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> object(map, lineStart);
      case List<?> list -> array(list, lineStart);
      case String string -> string(string);
      case Double number when number.isNaN() || number.isInfinite() -> text.append("null");
      case Number number -> text.append(number);
      case Boolean bool -> text.append(bool);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void object(Map<?, ?> map, String lineStart) {
    String inner = lineStart + "  ";
    String separator = "";
    text.append('{');
    for (Map.Entry<?, ?> member : map.entrySet()) {
      text.append(separator).append(inner);
      string(String.valueOf(member.getKey()));
      text.append(": ");
      value(member.getValue(), inner);
      separator = ",";
    }
    text.append(map.isEmpty() ? "}" : lineStart + "}");
  }

  private void array(List<?> list, String lineStart) {
    String inner = lineStart + "  ";
    String separator = "";
    text.append('[');
    for (Object element : list) {
      text.append(separator).append(inner);
      value(element, inner);
      separator = ",";
    }
    text.append(list.isEmpty() ? "]" : lineStart + "]");
  }

  private void string(String string) {
    text.append('"');
    for (int index = 0; index < string.length(); index++) {
      char c = string.charAt(index);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ') {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
