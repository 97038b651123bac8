package io.trivet.it.difference;

import io.trivet.it.wire.Quoted;
import java.util.List;
import java.util.stream.Collectors;

/// Requests that are sent together or not at all, such as one with a random answer between the
/// question of what there is to choose from and the removal of what was left.
record Step(List<List<String>> requests) {

  static Step of(List<String> request) {
    return new Step(List.of(request));
  }

  /// As redis-cli takes them, a line each.
  @Override
  public String toString() {
    return requests.stream().map(Step::line).collect(Collectors.joining("\n"));
  }

  static String line(List<String> request) {
    return request.stream().map(Quoted::word).collect(Collectors.joining(" "));
  }
}
