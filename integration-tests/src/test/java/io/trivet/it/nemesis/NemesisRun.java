package io.trivet.it.nemesis;

import io.trivet.it.history.History;
import io.trivet.it.history.HistoryCheck;
import io.trivet.it.history.HistoryRecorder;
import io.trivet.it.history.HistoryText;
import io.trivet.it.process.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run: a target is started, clients load it, a nemesis haunts it, it heals, all lists are
/// read, and the history is checked.
///
/// Everything is in one folder, `target/nemesis/SEED`: history.txt, the members' logs and data. It
/// stays only if something is wrong. Threads: the test thread, and one a client.
final class NemesisRun {
  private static final long SERVES_WITHIN_MS = 180_000;
  private static final long CALM_MS = 3_000;
  private static final long CALM_WITHIN_MS = 120_000;
  private static final long AFTERMATH_MS = 2_000;
  private static final long LEAST_IN_CALM = 600;
  private static final long LEAST_PER_SECOND = 20;
  private static final int MOST_TIMES = 4;
  private static final long EXPIRY_TOLERANCE_MS = 50;
  private static final double NS_PER_MINUTE = 6e10;

  private final long seed;
  private final long seconds;
  private final Path folder;
  private final List<String> troubles = new ArrayList<>();

  /// Makes a target on a ground.
  @FunctionalInterface
  interface TargetMaker {
    /// @param folder for data and logs, empty
    Target on(Ground ground, Path folder);
  }

  /// @param seconds of faults
  NemesisRun(long seed, long seconds) {
    this.seed = seed;
    this.seconds = seconds;
    this.folder = Path.of("target", "nemesis", Long.toString(seed)).toAbsolutePath();
  }

  /// Runs and checks.
  ///
  /// @param ground is closed at the end
  /// @param gaps gets the gaps of this run
  RunReport run(Ground ground, TargetMaker maker, Nemesis nemesis, GapTable gaps)
      throws IOException, InterruptedException {
    long beginNs = System.nanoTime();
    HistoryRecorder recorder = new HistoryRecorder(seed);
    Pulse pulse = new Pulse();
    boolean isClean = false;
    Folder.remove(folder);
    Files.createDirectories(folder);
    try (ground;
        Target target = maker.on(ground, folder);
        Clients clients = new Clients(ground, recorder, pulse, seed)) {
      Scene scene = new Scene(ground, target, recorder, pulse);
      playToTheEnd(scene, clients, nemesis);
      History history = recorder.history();
      gaps.add(history, scene.gaps());
      HistoryCheck check = HistoryCheck.of(history, expiryToleranceMs(scene));
      judge(scene, check);
      RunReport report =
          new RunReport(
              target.name(),
              seed,
              (System.nanoTime() - beginNs) / NS_PER_MINUTE,
              scene.counts(),
              check,
              troubles);
      isClean = report.isClean();
      if (!isClean) {
        keep(history, report, target);
      }
      return report;
    } finally {
      if (isClean) {
        Folder.remove(folder);
      }
    }
  }

  /// A run that cannot go on is judged by what it has shown until then.
  private void playToTheEnd(Scene scene, Clients clients, Nemesis nemesis)
      throws InterruptedException {
    try {
      play(scene, clients, nemesis);
    } catch (IllegalStateException | UncheckedIOException e) {
      troubles.add("stopped: " + e.getMessage());
      clients.stop();
    }
  }

  private void play(Scene scene, Clients clients, Nemesis nemesis) throws InterruptedException {
    scene.target().start();
    clients.start();
    if (scene.pulse().awaitWrite(SERVES_WITHIN_MS) < 0) {
      throw new IllegalStateException("does not serve: " + scene.pulse().refusals());
    }
    awaitLoad(scene.pulse());
    Pulse.Count calm = scene.pulse().count();
    haunt(scene, nemesis, calm);
    scene.heal();
    scene.expectWrites();
    Nemesis.last(AFTERMATH_MS);
    if (scene.target().isGroup()) {
      scene.expectWhole();
    }
    clients.stop();
    if (!clients.readAll()) {
      troubles.add("not all lists could be read in the end");
    }
    if (scene.target().isGroup()) {
      scene.expectSameCopies();
    }
  }

  /// Waits for some seconds in which the clients do so much that faults will meet something.
  private static void awaitLoad(Pulse pulse) throws InterruptedException {
    long beginNs = System.nanoTime();
    Pulse.Count calm;
    do {
      Pulse.Count before = pulse.count();
      Nemesis.last(CALM_MS);
      calm = pulse.count().since(before);
      if ((System.nanoTime() - beginNs) / 1_000_000 > CALM_WITHIN_MS) {
        throw new IllegalStateException("void: before the first fault " + calm);
      }
    } while (calm.acknowledged() < LEAST_IN_CALM);
  }

  /// Lets the nemesis do its faults, longer on a machine that is slow: a run in which hardly
  /// anything happened proves nothing.
  private void haunt(Scene scene, Nemesis nemesis, Pulse.Count calm) throws InterruptedException {
    long acknowledged = 0;
    for (int time = 0; time < MOST_TIMES && acknowledged < LEAST_PER_SECOND * seconds; time++) {
      nemesis.haunt(scene, System.nanoTime() + seconds * 1_000_000_000);
      acknowledged = scene.pulse().count().since(calm).acknowledged();
    }
    if (acknowledged < LEAST_PER_SECOND * seconds) {
      troubles.add("void: under faults only " + scene.pulse().count().since(calm));
    }
  }

  private void judge(Scene scene, HistoryCheck check) {
    troubles.addAll(scene.troubles());
    scene.pulse().strange().forEach(text -> troubles.add("strange reply: " + text));
    if (check.isUndecided()) {
      troubles.add("undecided: " + check.undecided() + " of " + check.keys() + " keys");
    }
  }

  /// While clocks jump, the times of expiry tell nothing; that nothing comes back still must hold.
  private static long expiryToleranceMs(Scene scene) {
    return scene.counts().containsKey(FaultKind.CLOCK_JUMP)
        ? TimeUnit.DAYS.toMillis(1)
        : EXPIRY_TOLERANCE_MS;
  }

  private void keep(History history, RunReport report, Target target) throws IOException {
    HistoryText.write(history, folder.resolve("history.txt"));
    Files.writeString(
        folder.resolve("report.txt"), report.ledgerLine() + "\n" + report.failures() + "\n");
    target.members().forEach(Member::kill);
    target.members().forEach(Member::keepData);
  }
}
