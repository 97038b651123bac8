package io.trivet.it.difference;

import io.trivet.it.wire.WireReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was said so far on two connections, request by request; knows which requests the elements
/// of EXEC's reply belong to.
final class Transcript {
  private static final WireReply QUEUED = new WireReply.Leaf('+', "QUEUED");
  private static final WireReply NOTHING = new WireReply.Leaf('_', "");

  private final Coverage coverage;
  private final List<List<String>> queued = new ArrayList<>();
  private List<WireReply> last = List.of(NOTHING, NOTHING);
  private final List<Exchange> twoFaults = new ArrayList<>();
  private boolean isOver;

  Transcript(Coverage coverage) {
    this.coverage = coverage;
  }

  /// Takes the next request and its replies. Tells a difference, or null.
  @Nullable Difference add(List<String> request, WireReply redis, WireReply ours) {
    Exchange exchange = new Exchange(request, redis, ours, last);
    if (redis.equals(QUEUED) && ours.equals(QUEUED)) {
      queued.add(request);
      return null;
    }
    if (exchange.command().equals("exec")
        && redis.children().size() == queued.size()
        && ours.children().size() == queued.size()
        && redis.type() == ours.type()) {
      return addAll(List.copyOf(queued), redis.children(), ours.children());
    }
    if (exchange.command().equals("exec") || exchange.command().equals("discard")) {
      queued.clear();
    }
    return compare(exchange);
  }

  /// Whether what the servers hold may differ for a reviewed reason: nothing more can be compared.
  boolean isOver() {
    return isOver;
  }

  /// Where both servers told a fault, but not the same: to be looked into.
  List<Exchange> twoFaults() {
    return twoFaults;
  }

  private @Nullable Difference addAll(
      List<List<String>> requests, List<WireReply> redis, List<WireReply> ours) {
    queued.clear();
    for (int i = 0; i < requests.size() && !isOver; i++) {
      Difference difference =
          compare(new Exchange(requests.get(i), redis.get(i), ours.get(i), last));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable Difference compare(Exchange exchange) {
    last = List.of(exchange.redis(), exchange.ours());
    coverage.count(exchange);
    isOver |= Reviewed.leavesDoubt(exchange);
    if (Canonical.isSame(exchange)) {
      return null;
    }
    Reviewed reviewed = Reviewed.of(exchange);
    if (reviewed == null && Reviewed.areTwoFaults(exchange)) {
      twoFaults.add(exchange);
      return null;
    }
    if (reviewed == null) {
      return Difference.of(exchange);
    }
    coverage.count(reviewed);
    isOver |= reviewed.parts();
    return null;
  }
}
