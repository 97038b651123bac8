package io.trivet.server.session;

import io.trivet.server.command.Authentication;
import io.trivet.server.time.Clock;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks the password of the one user, and holds back the answers to those who guess.
///
/// The first failures of an address are answered at once. Each further one is answered after a
/// pause, and behind the pauses of the other failures of the address: so guessing on many
/// connections is as slow as on one. A right password is answered at once whoever guesses beside
/// it. A minute without failures forgives all.
///
/// Threads: any. Bounded: when very many addresses fail, what is known of all is forgotten.
public final class PasswordAuthentication implements Authentication {
  private static final int FREE_FAILURES = 5;
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 1_000;
  private static final int MOST_DOUBLINGS = 4;
  private static final long LONGEST_WAIT_MS = 60_000;
  private static final long FORGIVEN_AFTER_NS = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_ADDRESSES = 10_000;

  /// What is known of an address.
  ///
  /// @param answeredNs when the last of its failures is answered, on the monotonic clock
  private record Failures(int count, long answeredNs) {}

  private static final Logger LOG = LoggerFactory.getLogger(PasswordAuthentication.class);

  private final LongAdder failures = new LongAdder();
  private final Supplier<String> password;
  private final Clock clock;
  private final ConcurrentHashMap<String, Failures> byAddress = new ConcurrentHashMap<>();

  /// `password` gives the one that is right now, empty if there is none; one character a byte.
  public PasswordAuthentication(Supplier<String> password, Clock clock) {
    this.password = password;
    this.clock = clock;
  }

  @Override
  public boolean isRequired() {
    return !password.get().isEmpty();
  }

  @Override
  public boolean accepts(Bytes user, Bytes given) {
    String wanted = password.get();
    boolean isPassword =
        MessageDigest.isEqual(
            digest(wanted.getBytes(StandardCharsets.ISO_8859_1)), digest(given.array()));
    boolean isUser = user.equals(USER);
    return isUser && (isPassword || wanted.isEmpty());
  }

  @Override
  public long failures() {
    return failures.sum();
  }

  @Override
  public long failed(String address) {
    failures.increment();
    if (byAddress.size() >= MOST_ADDRESSES) {
      byAddress.clear();
    }
    long nowNs = clock.monoNs();
    Failures after = byAddress.compute(address, (_, before) -> next(before, nowNs));
    long heldBackMs = TimeUnit.NANOSECONDS.toMillis(after.answeredNs() - nowNs);
    LOG.warn(
        "authentication failed host={} failures={} heldBackMs={}",
        address,
        after.count(),
        heldBackMs);
    return heldBackMs;
  }

  private static Failures next(@Nullable Failures before, long nowNs) {
    if (before == null || nowNs - before.answeredNs() > FORGIVEN_AFTER_NS) {
      return new Failures(1, nowNs);
    }
    int count = before.count() + 1;
    if (count <= FREE_FAILURES) {
      return new Failures(count, nowNs);
    }
    int doublings = Math.min(count - FREE_FAILURES - 1, MOST_DOUBLINGS);
    long pauseMs = Math.min(FIRST_PAUSE_MS << doublings, LONGEST_PAUSE_MS);
    long freeNs = before.answeredNs() - nowNs > 0 ? before.answeredNs() : nowNs;
    long latestNs = nowNs + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MS);
    long answeredNs = freeNs + TimeUnit.MILLISECONDS.toNanos(pauseMs);
    return new Failures(count, answeredNs - latestNs > 0 ? latestNs : answeredNs);
  }

  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
