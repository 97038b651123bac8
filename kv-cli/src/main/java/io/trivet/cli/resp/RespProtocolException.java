package io.trivet.cli.resp;

import java.io.IOException;

/// The peer sent bytes that are no RESP, or a reply of another kind than the question allows. The
/// connection is of no further use: where the next reply begins is unknown.
public final class RespProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Creates the exception; the message names what was expected and what came.
  public RespProtocolException(String message) {
    super(message);
  }
}
