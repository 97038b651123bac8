package io.trivet.server.reply;

/// An answer that begins with an error word, thrown by whoever finds that a command cannot be done.
///
/// It is cheap: no stack trace, no suppression. It is made where it is thrown and never kept.
public final class CommandError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String PLAIN = "ERR ";

  /// An error whose text needs no completion.
  public CommandError(ErrorText text) {
    this(text.text());
  }

  /// An error whose text has places for `values`.
  public CommandError(ErrorText text, Object... values) {
    this(text.with(values));
  }

  /// An error with a text that is known only at run time, its error word included.
  public CommandError(String text) {
    super(text, null, false, false);
  }

  /// The line after the minus sign: error word, blank, sentence.
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /// The text without the word `ERR`, to stand inside another one.
  public String sentence() {
    String text = text();
    return text.startsWith(PLAIN) ? text.substring(PLAIN.length()) : text;
  }

  /// Whether clients of a cluster go by the error word, which then must come first: it sends them
  /// to another node, or has them ask again.
  public boolean isRedirect() {
    return text().startsWith("MOVED ") || text().startsWith("CLUSTERDOWN ");
  }

  /// The reply that tells the client.
  public Reply reply() {
    return Reply.error(text());
  }
}
