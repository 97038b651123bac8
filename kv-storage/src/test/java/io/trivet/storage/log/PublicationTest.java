package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is published is in place, whatever the threads do.
@Timeout(60)
class PublicationTest {

  private static final int SLOTS = 1 << 21;

  @Test
  void everythingBelowThePublishedSequenceIsInPlace() throws InterruptedException {
    Publication publication = new Publication(0);
    byte[] slots = new byte[SLOTS + 64];
    List<Thread> producers = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(2);
    for (int i = 0; i < 2; i++) {
      producers.add(Thread.ofPlatform().start(() -> produce(publication, slots, left)));
    }
    int checked = 0;
    while (left.get() > 0 || checked < publication.tail()) {
      int published = (int) publication.published();
      for (; checked < published; checked++) {
        if (slots[checked] != 1) {
          throw new AssertionError("slot " + checked + " below " + published + " is empty");
        }
      }
    }
    for (Thread producer : producers) {
      producer.join();
    }
    assertThat(checked).isGreaterThanOrEqualTo(SLOTS);
  }

  @Test
  void unfinishedClaimHoldsBackWhatFollows() {
    Publication publication = new Publication(100);
    Publication.Cell slow = publication.register();
    Publication.Cell fast = publication.register();
    assertThat(publication.published()).isEqualTo(100);
    assertThat(publication.claim(slow, 10)).isEqualTo(100);
    assertThat(publication.claim(fast, 5)).isEqualTo(110);
    publication.complete(fast);
    assertThat(publication.published()).isEqualTo(100);
    publication.complete(slow);
    assertThat(publication.published()).isEqualTo(115);
    publication.unregister(slow);
    assertThat(publication.claim(fast, 5)).isEqualTo(115);
    assertThat(publication.published()).isEqualTo(115);
    assertThat(publication.tail()).isEqualTo(120);
  }

  private static void produce(Publication publication, byte[] slots, AtomicInteger left) {
    Publication.Cell cell = publication.register();
    int start;
    do {
      start = (int) publication.claim(cell, 3);
      slots[start] = 1;
      slots[start + 1] = 1;
      slots[start + 2] = 1;
      publication.complete(cell);
    } while (start < SLOTS);
    publication.unregister(cell);
    left.decrementAndGet();
  }
}
