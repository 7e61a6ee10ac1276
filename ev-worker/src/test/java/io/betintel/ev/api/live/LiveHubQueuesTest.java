package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.bettype.Role;
import org.junit.jupiter.api.Test;

/** What all clients' queues, and the changes that wait to be read, may hold together. */
final class LiveHubQueuesTest {
  private static final Caller ADMIN = new Caller("ada", Role.ADMIN, "a1");

  @Test
  void slowestIsCutWhenAllQueuesTogetherAreFull() {
    HubInHand hub = new HubInHand(3, 2_000, 1_000);
    hub.hub.listening();
    LiveClient slow = hub.join(ADMIN, TOTALS);
    LiveClient good = hub.join(ADMIN, TOTALS);
    LiveClient quiet = hub.join(Caller.ANONYMOUS, TOTALS);
    hub.received(slow);
    hub.received(quiet);
    for (int i = 0; slow.ending().isEmpty() && i < 100; i++) {
      hub.received(good);
      hub.cache.write(TOTALS, "line " + i, 1);
      hub.hub.dispatch();
    }

    assertThat(slow.ending()).contains(Ending.SLOW);
    assertThat(slow.queue().bytes()).isZero();
    assertThat(good.ending()).isEmpty();
    assertThat(quiet.ending()).isEmpty();
    assertThat(hub.received(good)).hasSize(1);
  }

  /** Two for a key, four in all: the fifth is refused to anybody, the third to its key. */
  @Test
  void keyHasOnlySoManyStreams() {
    HubInHand hub = new HubInHand(4, 2, 1_000_000, 1_000);
    hub.hub.listening();
    Caller other = new Caller("other", ADMIN.role(), "another digest");
    LiveClient first = hub.join(ADMIN, TOTALS);
    hub.join(ADMIN, TOTALS);
    assertThatThrownBy(() -> hub.join(ADMIN, TOTALS))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(429))
        .hasMessageContaining("2 live streams are open with this key");
    hub.join(other, TOTALS);
    hub.hub.leave(first, Ending.CLIENT);
    hub.join(ADMIN, TOTALS);
    hub.join(other, TOTALS);
    assertThatThrownBy(() -> hub.join(Caller.ANONYMOUS, TOTALS))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }

  @Test
  void changesBeyondTheLimitAreReadAgainInsteadOfKept() {
    HubInHand hub = new HubInHand(2, 1_000_000, 100);
    hub.hub.listening();
    LiveClient client = hub.join(ADMIN, TOTALS);
    hub.received(client);
    hub.cache.away = true;
    for (int i = 0; i < 101; i++) { // 100 may wait
      hub.cache.write(TOTALS, "line " + i, 1);
    }
    hub.hub.dispatch();
    hub.cache.away = false;
    hub.hub.dispatch();

    assertThat(hub.received(client))
        .startsWith("reset totals")
        .hasSize(103)
        .endsWith("complete totals 101");
  }
}
