package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GroupThreadTest {

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final GroupThread group = new GroupThread(Thread::new, System::nanoTime, failures::add);

  @Test
  void closingWaitsForWhatWasSubmittedBeforeIt() {
    List<String> done = new ArrayList<>();
    group.execute(() -> done.add("ends the tenure"));
    group.execute(() -> done.add("drops the answers"));

    group.close();

    assertThat(done).containsExactly("ends the tenure", "drops the answers");
  }

  @Test
  void nothingRunsOnceItIsClosed() {
    List<String> done = new CopyOnWriteArrayList<>();
    group.after(TimeUnit.DAYS.toNanos(1), () -> done.add("later"));

    group.close();
    group.execute(() -> done.add("after the end"));

    assertThat(done).isEmpty();
    assertThat(failures).isEmpty();
  }
}
