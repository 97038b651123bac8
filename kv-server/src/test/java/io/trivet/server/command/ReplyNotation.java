package io.trivet.server.command;

import io.trivet.server.bytes.Float64Text;
import io.trivet.server.reply.Reply;
import io.trivet.server.reply.Reply.Form;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replies as one line of text: what the scripts under `resources/commands` expect.
///
/// ```
/// +OK   -ERR text   :3   "bulk"   nil ($-1)   nil* (*-1)   [a b]
/// RESP3 only:  _   ,1.5   #t   (12   =txt:"text"   ~[a b]   {k v, k v}   >[a b]
/// ```
///
/// Byte strings are quoted with `\r \n \t \" \\` and `\xHH` for other bytes outside ASCII.
final class ReplyNotation {
  private final boolean isResp3;

  private ReplyNotation(int protocol) {
    this.isResp3 = protocol == 3;
  }

  /// The line of a reply in a version of the protocol, its elements in the order of `order`.
  static String of(Reply reply, int protocol, ReplyOrder order) {
    ReplyNotation notation = new ReplyNotation(protocol);
    return notation.text(notation.node(reply), order);
  }

  /// A reply as the protocol shows it: a text, or elements between marks.
  private sealed interface Node {}

  private record Leaf(String text) implements Node {}

  private record Branch(String open, List<Node> elements) implements Node {}

  private Node node(Reply reply) {
    return switch (reply) {
      case Reply.Simple r -> new Leaf("+" + r.text());
      case Reply.Failure r -> new Leaf("-" + r.text());
      case Reply.Int64 r -> new Leaf(":" + r.value());
      case Reply.Bulk r -> bulk(r.value());
      case Reply.BulkText r -> bulk(Bytes.utf8(r.text()));
      case Reply.Absent r -> absent(r.array());
      case Reply.Float64 r ->
          isResp3
              ? new Leaf("," + Float64Text.format(r.value()))
              : bulk(Float64Text.formatBytes(r.value()));
      case Reply.Truth r ->
          new Leaf(isResp3 ? (r.value() ? "#t" : "#f") : (r.value() ? ":1" : ":0"));
      case Reply.BigNumber r -> isResp3 ? new Leaf("(" + r.digits()) : bulk(Bytes.utf8(r.digits()));
      case Reply.Verbatim r ->
          isResp3 ? new Leaf("=" + r.format() + ":" + quoted(r.text())) : bulk(r.text());
      case Reply.Aggregate r -> branch(r.form(), r.elements().stream().map(this::node).toList());
      case Reply.Bulks r -> {
        List<Node> nodes = new ArrayList<>();
        for (Bytes element : r.elements()) {
          nodes.add(bulk(element));
        }
        yield branch(r.form(), nodes);
      }
      case Reply.Several r -> new Branch("", r.replies().stream().map(this::node).toList());
    };
  }

  private Node bulk(@Nullable Bytes value) {
    return value == null ? absent(false) : new Leaf(quoted(value));
  }

  private Node absent(boolean array) {
    if (isResp3) {
      return new Leaf("_");
    }
    return new Leaf(array ? "nil*" : "nil");
  }

  private Node branch(Form form, List<Node> elements) {
    return switch (form) {
      case ARRAY -> new Branch("[", elements);
      case SET -> new Branch(isResp3 ? "~[" : "[", elements);
      case MAP -> new Branch(isResp3 ? "{" : "[", elements);
      case MAP_OR_PAIRS -> isResp3 ? new Branch("{", elements) : new Branch("[", pairs(elements));
      case PAIRS -> new Branch("[", isResp3 ? pairs(elements) : elements);
      case PUSH -> new Branch(isResp3 ? ">[" : "[", elements);
    };
  }

  private static List<Node> pairs(List<Node> flat) {
    List<Node> pairs = new ArrayList<>();
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(new Branch("[", flat.subList(i, i + 2)));
    }
    return pairs;
  }

  private String text(Node node, ReplyOrder order) {
    if (!(node instanceof Branch(String open, List<Node> elements))) {
      return ((Leaf) node).text();
    }
    if (order == ReplyOrder.SIZE) {
      return Integer.toString(elements.size());
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      texts.add(text(elements.get(i), order.inside(i)));
    }
    boolean isMap = open.equals("{");
    if (isMap || order == ReplyOrder.PAIRS) {
      texts = joinedPairs(texts);
    }
    if (order == ReplyOrder.ELEMENTS || order == ReplyOrder.PAIRS) {
      texts.sort(null);
    }
    String close = open.isEmpty() ? "" : isMap ? "}" : "]";
    return open + String.join(isMap ? ", " : open.isEmpty() ? " & " : " ", texts) + close;
  }

  private static List<String> joinedPairs(List<String> flat) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(flat.get(i) + " " + flat.get(i + 1));
    }
    return pairs;
  }

  /// A byte string as it is shown.
  static String quoted(Bytes bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < bytes.length(); i++) {
      char c = (char) (bytes.at(i) & 0xFF);
      switch (c) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '"', '\\' -> text.append('\\').append(c);
        default -> text.append(c >= ' ' && c <= '~' ? "" + c : "\\x%02x".formatted((int) c));
      }
    }
    return text.append('"').toString();
  }
}
