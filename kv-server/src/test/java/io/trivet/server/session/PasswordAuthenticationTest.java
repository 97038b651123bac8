package io.trivet.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.Authentication;
import io.trivet.server.time.SettableClock;
import io.trivet.storage.value.Bytes;
import org.junit.jupiter.api.Test;

final class PasswordAuthenticationTest {
  private static final String ADDRESS = "10.0.0.1";

  private final SettableClock clock = new SettableClock(0);
  private String password = "secret";
  private final PasswordAuthentication authentication =
      new PasswordAuthentication(() -> password, clock);

  @Test
  void acceptsTheUserWithThePassword() {
    assertThat(accepts("default", "secret")).isTrue();
    assertThat(accepts("default", "Secret")).isFalse();
    assertThat(accepts("default", "")).isFalse();
    assertThat(accepts("other", "secret")).isFalse();
  }

  @Test
  void acceptsAnyPasswordWhereThereIsNone() {
    password = "";
    assertThat(authentication.isRequired()).isFalse();
    assertThat(accepts("default", "anything")).isTrue();
    assertThat(accepts("other", "anything")).isFalse();
  }

  @Test
  void holdsBackAnswersEverLongerAfterFiveFailures() {
    for (int i = 0; i < 5; i++) {
      assertThat(authentication.failed(ADDRESS)).isZero();
    }
    assertThat(authentication.failed(ADDRESS)).isEqualTo(100);
    clock.advanceMs(100);
    assertThat(authentication.failed(ADDRESS)).isEqualTo(200);
    clock.advanceMs(200);
    assertThat(authentication.failed(ADDRESS)).isEqualTo(400);
  }

  @Test
  void answersOfManyConnectionsStandInLine() {
    for (int i = 0; i < 5; i++) {
      authentication.failed(ADDRESS);
    }
    assertThat(authentication.failed(ADDRESS)).isEqualTo(100);
    assertThat(authentication.failed(ADDRESS)).isEqualTo(300);
    assertThat(authentication.failed(ADDRESS)).isEqualTo(700);
    for (int i = 0; i < 1_000; i++) {
      assertThat(authentication.failed(ADDRESS)).isLessThanOrEqualTo(60_000);
    }
  }

  @Test
  void otherAddressesDoNotSuffer() {
    for (int i = 0; i < 100; i++) {
      authentication.failed(ADDRESS);
    }
    assertThat(authentication.failed("10.0.0.2")).isZero();
  }

  @Test
  void aQuietMinuteForgives() {
    for (int i = 0; i < 6; i++) {
      authentication.failed(ADDRESS);
    }
    clock.advanceMs(60_101);
    assertThat(authentication.failed(ADDRESS)).isZero();
  }

  private boolean accepts(String user, String given) {
    assertThat(Authentication.USER).hasToString("default");
    return authentication.accepts(Bytes.utf8(user), Bytes.utf8(given));
  }
}
