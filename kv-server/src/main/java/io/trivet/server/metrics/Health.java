package io.trivet.server.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// Whether the node lives, and whether it serves.
///
/// A check answers an empty text when all is well, else the reason why not, in words for an
/// operator. Checks run on the thread of the HTTP endpoint; they must be quick and must not block.
/// A check that throws is a reason too.
///
/// Threads: any.
public final class Health {
  private record Check(String name, Supplier<String> reason) {}

  /// The outcome of all checks: a line for each, and whether none had a reason.
  public record Report(boolean isWell, String text) {}

  private final List<Check> alive = new CopyOnWriteArrayList<>();
  private final List<Check> ready = new CopyOnWriteArrayList<>();

  /// Adds a check of `/live`: with a reason, the process should be restarted.
  public void addLive(String name, Supplier<String> reason) {
    alive.add(new Check(name, reason));
  }

  /// Adds a check of `/ready`: with a reason, clients should go elsewhere for now.
  public void addReady(String name, Supplier<String> reason) {
    ready.add(new Check(name, reason));
  }

  /// Whether the process works.
  public Report live() {
    return report(alive);
  }

  /// Whether the node serves clients; a node that does not live does not.
  public Report ready() {
    List<Check> all = new ArrayList<>(alive);
    all.addAll(ready);
    return report(all);
  }

  private static Report report(List<Check> checks) {
    StringBuilder text = new StringBuilder();
    boolean isWell = true;
    for (Check check : checks) {
      String reason = reason(check);
      isWell &= reason.isEmpty();
      text.append(check.name()).append(": ");
      text.append(reason.isEmpty() ? "ok" : reason).append('\n');
    }
    return new Report(isWell, text.isEmpty() ? "ok\n" : text.toString());
  }

  private static String reason(Check check) {
    try {
      return check.reason().get();
    } catch (RuntimeException failed) {
      return "the check failed: " + failed;
    }
  }
}
