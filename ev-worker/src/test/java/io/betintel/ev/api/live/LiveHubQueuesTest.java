package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.bettype.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What all clients' queues, and the changes that wait to be read, may hold together. */
final class LiveHubQueuesTest {
  private static final Caller ADMIN = new Caller("ada", Role.ADMIN, "a1");
  private static final Duration TEN = Duration.ofSeconds(10);

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

  /** Ten in all, five with role free, two without a key from one address. */
  @Test
  void anonymousReadersCannotTakeEverySlot() {
    HubInHand hub = new HubInHand(new LiveLimits(10, 10, 5, 2, 10_000, 1_000_000, 100, TEN));
    hub.hub.listening();
    Caller freeKey = new Caller("fay", Role.FREE, "f1");
    hub.joinFrom("192.0.2.1", Caller.ANONYMOUS, TOTALS);
    hub.joinFrom("192.0.2.1", Caller.ANONYMOUS, TOTALS);
    assertThatThrownBy(() -> hub.joinFrom("192.0.2.1", Caller.ANONYMOUS, TOTALS))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(429))
        .hasMessageContaining("2 live streams are open without a key from 192.0.2.1");
    hub.joinFrom("192.0.2.1", freeKey, TOTALS); // a key has shares of its own
    hub.joinFrom("192.0.2.2", Caller.ANONYMOUS, TOTALS);
    hub.joinFrom("192.0.2.2", Caller.ANONYMOUS, TOTALS);
    for (Caller free : List.of(Caller.ANONYMOUS, freeKey)) {
      assertThatThrownBy(() -> hub.joinFrom("192.0.2.3", free, TOTALS))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.status()).isEqualTo(429))
          .hasMessageContaining("5 live streams are open with role free");
    }
    for (int i = 0; i < 5; i++) { // the other half is for the other roles
      hub.joinFrom("192.0.2.1", ADMIN, TOTALS);
    }
  }

  /** Of three roles' clients, two see the whole line; a client that joins later shares it too. */
  @Test
  void lineIsWrittenOnceForAllWhoSeeTheSameOfIt() {
    HubInHand hub = new HubInHand(10, 1_000_000, 100);
    hub.hub.listening();
    Caller basic = new Caller("bea", Role.BASIC, "b1");
    LiveClient ada = hub.join(ADMIN, TOTALS);
    LiveClient bea = hub.join(basic, TOTALS);
    LiveClient free = hub.join(Caller.ANONYMOUS, TOTALS);
    List.of(ada, bea, free).forEach(hub::received);
    hub.cache.write(TOTALS, "g", 1); // MD5 of "g" is 19 of 100: in the sample of 20
    hub.hub.dispatch();
    LiveClient late = hub.join(ADMIN, TOTALS);
    hub.hub.more(late);

    byte[] whole = hub.hub.next(ada).orElseThrow();
    assertThat(hub.hub.next(bea).orElseThrow()).isSameAs(whole);
    assertThat(hub.hub.next(free).orElseThrow()).isNotEqualTo(whole);
    assertThat(frames(hub, late)).anySatisfy(frame -> assertThat(frame).isSameAs(whole));
  }

  /** A refused client shows that slots are wanted: the hub then writes to those that are taken. */
  @Test
  void refusedClientMakesTheHubFindOutWhoHasGone() {
    HubInHand hub = new HubInHand(1, 1_000_000, 100);
    hub.hub.listening();
    LiveClient silent = hub.join(ADMIN, TOTALS);
    hub.received(silent);
    assertThatThrownBy(() -> hub.join(ADMIN, TOTALS)).isInstanceOf(Problem.class);

    assertThat(hub.hub.next(silent)).contains(LiveEvents.HEARTBEAT);
    assertThatThrownBy(() -> hub.join(ADMIN, TOTALS)).isInstanceOf(Problem.class);
    assertThat(hub.hub.next(silent)).as("once a second is enough").isEmpty();
  }

  private static List<byte[]> frames(HubInHand hub, LiveClient client) {
    List<byte[]> frames = new ArrayList<>();
    for (Optional<byte[]> frame = hub.hub.next(client);
        frame.isPresent();
        frame = hub.hub.next(client)) {
      frames.add(frame.get());
    }
    return frames;
  }
}
