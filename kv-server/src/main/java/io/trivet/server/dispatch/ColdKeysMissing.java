package io.trivet.server.dispatch;

import io.trivet.storage.keyspace.ColdKey;
import java.util.List;

/// Several keys of a request must be loaded before it can begin. Made without a stack trace.
final class ColdKeysMissing extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<ColdKey> keys;

  ColdKeysMissing(List<ColdKey> keys) {
    super("keys are not in memory", null, false, false);
    this.keys = keys;
  }

  List<ColdKey> keys() {
    return keys;
  }
}
