package io.trivet.it.difference;

import io.trivet.it.wire.WireReply;

/// A difference that nobody has reviewed.
///
/// @param kind by which two of the same cause are told to be one, as well as that can be known
/// @param text for people
record Difference(String kind, String text) {

  static Difference of(Exchange exchange) {
    return new Difference(
        exchange.command() + " " + kind(exchange.redis()) + kind(exchange.ours()),
        exchange.toString());
  }

  private static String kind(WireReply reply) {
    return reply.isError() ? reply.text() : "" + reply.type() + reply.isNil();
  }
}
