package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LiveHubTest {
  private static final Caller ADMIN = new Caller("ada", Role.ADMIN, "a1");

  private final HubInHand inHand = new HubInHand(2, 1_000_000, 1_000);
  private final MovableClock clock = inHand.clock;
  private final CatalogueInHand catalogue = inHand.catalogue;
  private final CacheInHand cache = inHand.cache;
  private final LiveHub hub = inHand.hub;

  @BeforeEach
  void listen() {
    hub.listening();
  }

  @Test
  void clientGetsWhatThereIsAndThenWhatChanges() {
    cache.write(TOTALS, "a", 1);
    cache.write(TOTALS, "b", 2);
    LiveClient client = join(ADMIN, TOTALS);

    assertThat(received(client))
        .containsExactly(
            "opened role=admin", "reset totals", "line a 1", "line b 2", "complete totals 2");

    cache.write(TOTALS, "a", 3);
    cache.withdraw(TOTALS, "b", 4);
    cache.write(POINTS, "c", 5);
    hub.dispatch();
    assertThat(received(client)).containsExactly("line a 3", "withdrawn b 4");
  }

  @Test
  void lineThatChangesManyTimesIsReadAndSentOnce() {
    LiveClient client = join(ADMIN, TOTALS);
    received(client);
    for (int version = 1; version <= 9; version++) {
      cache.write(TOTALS, "a", version);
    }
    hub.dispatch();

    assertThat(cache.read).isEqualTo(1);
    assertThat(received(client)).containsExactly("line a 9");
  }

  @Test
  void changeBetweenJoiningAndReadingIsNotLostAndNoClientGoesBack() {
    cache.write(TOTALS, "a", 1);
    LiveClient early = join(ADMIN, TOTALS);
    // Read by the early client only after it was changed, and by the hub after that.
    cache.write(TOTALS, "a", 2);
    assertThat(received(early)).contains("line a 2");
    cache.write(TOTALS, "a", 1);
    hub.dispatch();
    assertThat(received(early)).isEmpty();

    cache.write(TOTALS, "a", 3);
    LiveClient late = join(ADMIN, TOTALS);
    hub.dispatch();
    assertThat(received(early)).containsExactly("line a 3");
    // Twice the same does no harm; of what waits only one is sent.
    assertThat(received(late)).contains("line a 3").doesNotContain("line a 1", "line a 2");
  }

  @Test
  void lineReadBeforeItWasWithdrawnIsNotTold() {
    cache.write(TOTALS, "a", 1);
    LiveClient client = join(ADMIN, TOTALS);
    cache.beforeReading =
        () -> {
          cache.beforeReading = () -> {};
          CachedLine old = cache.lines.get(TOTALS).get(new LineId("a"));
          cache.withdraw(TOTALS, "a", 2);
          hub.dispatch();
          cache.lines.get(TOTALS).put(old.id(), old);
        };

    assertThat(received(client)).contains("withdrawn a 2").doesNotContain("line a 1");
  }

  @Test
  void lineWhoseBestOfferHasExpiredIsReadAndSentAgainOnce() {
    cache.write(TOTALS, "a", 1, NOW.plus(Duration.ofMinutes(5)));
    cache.write(TOTALS, "b", 2);
    LiveClient client = join(ADMIN, TOTALS);
    received(client);

    clock.move(Duration.ofMinutes(5).minusMillis(1));
    hub.look();
    hub.dispatch();
    assertThat(received(client)).isEmpty();

    clock.move(Duration.ofMillis(1));
    cache
        .lines
        .get(TOTALS)
        .computeIfPresent(
            new LineId("a"),
            (id, line) ->
                new CachedLine(
                    id,
                    1,
                    line.shown()
                        .map(
                            old ->
                                new CachedLine.Shown(
                                    old.validUntil(), old.validUntil(), old.json()))));
    hub.look();
    hub.look();
    hub.dispatch();
    hub.look();
    hub.dispatch();
    assertThat(received(client)).containsExactly("line a 1");
  }

  @Test
  void expiredLineIsWithdrawnThoughNothingWithdrawsIt() {
    cache.write(TOTALS, "a", 1);
    LiveClient client = join(ADMIN, TOTALS);
    received(client);

    clock.move(Duration.ofMinutes(20).minusMillis(1));
    hub.look();
    assertThat(received(client)).isEmpty();
    clock.move(Duration.ofMillis(1));
    hub.look();
    hub.look();
    assertThat(received(client)).containsExactly("withdrawn a 1");
  }

  @Test
  void freeSeesItsSampleOfWhatIsOpenedWithoutItsReferences() {
    // MD5 of "g" begins b2f5ff47 = 3 002 466 119, of "b" 92eb5ffe = 2 464 899 070: 19 and 70.
    cache.write(TOTALS, "g", 1);
    cache.write(TOTALS, "b", 2);
    LiveClient free = join(Caller.ANONYMOUS);
    LiveClient admin = join(ADMIN);

    assertThat(received(free))
        .containsExactly(
            "opened role=free sample=20", "reset totals", "line g 1 -", "complete totals 1");
    assertThat(received(admin)).contains("line b 2", "line g 1", "complete player_points 0");
    cache.write(TOTALS, "g", 3);
    cache.write(TOTALS, "b", 4);
    hub.dispatch();
    assertThat(received(free)).containsExactly("line g 3 -");
    assertThat(received(admin)).containsExactly("line g 3", "line b 4");
  }

  @Test
  void betTypeThatIsNoLongerOpenedIsClosedAndTheStreamWithTheLastOne() {
    cache.write(TOTALS, "a", 1);
    LiveClient client = join(ADMIN, TOTALS, POINTS);
    received(client);

    catalogue.disable(TOTALS);
    cache.write(TOTALS, "a", 2);
    hub.dispatch();
    hub.look();
    assertThat(received(client)).containsExactly("closed totals");
    assertThat(client.ending()).isEmpty();

    catalogue.disable(POINTS);
    hub.look();
    assertThat(received(client)).containsExactly("closed player_points");
    assertThat(client.ending()).contains(Ending.BET_TYPE);
  }

  @Test
  void betTypeThatIsOpenedLaterComesToClientsOfAllTypes() {
    cache.write(POINTS, "p", 1);
    LiveClient client = join(new Caller("ben", Role.BASIC, "b2"));
    received(client);

    catalogue.open(POINTS, Role.BASIC);
    hub.look();
    assertThat(received(client))
        .containsExactly("reset player_points", "line p 1", "complete player_points 1");
  }

  @Test
  void redisThatReturnsBeginsAgainThoughVersionsAreSmaller() {
    cache.write(TOTALS, "a", 7);
    cache.write(TOTALS, "b", 8);
    LiveClient client = join(ADMIN, TOTALS);
    received(client);

    hub.lost("connection refused");
    hub.lost("connection refused");
    assertThat(received(client)).containsExactly("waiting");
    cache.lines.clear();
    cache.write(TOTALS, "a", 1);
    hub.listening();
    assertThat(received(client)).containsExactly("reset totals", "line a 1", "complete totals 1");
  }

  @Test
  void clearedBetTypeBeginsAgainAndOthersGoOn() {
    cache.write(TOTALS, "a", 1);
    cache.write(POINTS, "p", 2);
    LiveClient client = join(ADMIN);
    received(client);

    cache.lines.remove(POINTS);
    hub.cleared(Optional.of(POINTS));
    assertThat(received(client)).containsExactly("reset player_points", "complete player_points 0");
    hub.cleared(Optional.empty());
    assertThat(received(client)).contains("reset totals", "line a 1", "reset player_points");
  }

  @Test
  void lineThatTheCacheNeverHadIsNotWithdrawn() {
    LiveClient client = join(ADMIN, TOTALS);
    received(client);
    // Another database of the same server has the same channels.
    hub.changed(TOTALS, new LineId("elsewhere"));
    hub.dispatch();

    assertThat(received(client)).isEmpty();
  }

  @Test
  void changesThatCouldNotBeReadAreReadLater() {
    LiveClient client = join(ADMIN, TOTALS);
    received(client);
    cache.write(TOTALS, "a", 1);
    cache.away = true;
    assertThat(hub.dispatch()).isFalse();
    cache.away = false;
    assertThat(hub.dispatch()).isTrue();

    assertThat(received(client)).containsExactly("line a 1");
  }

  @Test
  void clientThatTakesNothingIsLeftBehindAndTheOthersGoOn() {
    LiveClient slow = join(ADMIN, TOTALS);
    LiveClient good = join(ADMIN, TOTALS);
    received(good);
    hub.blocked(slow); // its connection takes no byte
    clock.move(Duration.ofSeconds(10)); // as long as may be
    hub.look();
    assertThat(slow.ending()).isEmpty();

    clock.move(Duration.ofMillis(1));
    hub.look();

    assertThat(slow.ending()).contains(Ending.SLOW);
    assertThat(slow.queue().isEmpty()).isTrue();
    assertThat(good.ending()).as("nothing waits for it").isEmpty();
    cache.write(TOTALS, "a", 1);
    hub.dispatch();
    hub.look();
    assertThat(good.ending()).as("something waits since now").isEmpty();
    assertThat(received(good)).containsExactly("line a 1");
  }

  /** 1,000 clients join at once: some wait longer for a writer than a slow client may. */
  @Test
  void clientToWhichNothingWasWrittenYetIsNotSlow() {
    LiveClient waits = join(ADMIN, TOTALS);

    clock.move(Duration.ofMinutes(1));
    hub.look();

    assertThat(waits.ending()).isEmpty();
    assertThat(received(waits)).contains("reset totals");
  }

  @Test
  void connectionThatTakesBytesAgainIsNotSlow() {
    LiveClient client = join(ADMIN, TOTALS);
    hub.blocked(client);
    clock.move(Duration.ofSeconds(9));
    client.flowing();
    hub.blocked(client);
    clock.move(Duration.ofSeconds(9));
    hub.look();

    assertThat(client.ending()).isEmpty();
  }

  @Test
  void clientWithAFullQueueReadsAllLinesAgain() {
    LiveClient client = join(ADMIN, TOTALS);
    received(client);
    writeTooMuch();
    hub.dispatch();

    assertThat(received(client))
        .hasSize(202)
        .startsWith("reset totals")
        .contains("line line0 0", "line line199 199")
        .endsWith("complete totals 200");
  }

  /** 200 lines of some 70 bytes each, and 10 000 bytes may wait. */
  private void writeTooMuch() {
    for (int i = 0; i < 200; i++) {
      cache.write(TOTALS, "line" + i, i);
    }
  }

  @Test
  void clientsAreLimitedAndRefusedWhileChangesAreUnknown() {
    LiveClient first = join(ADMIN, TOTALS);
    join(ADMIN, TOTALS);
    assertThatThrownBy(() -> join(ADMIN, TOTALS))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.retryAfter()).isEqualTo(5);
            });
    hub.leave(first, Ending.CLIENT);
    hub.leave(first, Ending.CLIENT);
    join(ADMIN, TOTALS);

    LiveHub deaf = new HubInHand(2, 1_000_000, 1_000).hub;
    assertThatThrownBy(() -> deaf.join(ADMIN, "192.0.2.1", Set.of(TOTALS)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cache is away");
  }

  @Test
  void revokedKeyEndsItsStreamsAndNoOthers() {
    LiveClient ada = join(ADMIN, TOTALS);
    LiveClient anybody = join(Caller.ANONYMOUS, TOTALS);
    received(anybody);
    inHand.revoked.add(ADMIN);

    hub.look();

    assertThat(ada.ending()).contains(Ending.KEY);
    assertThat(received(ada)).isEmpty();
    assertThat(anybody.ending()).isEmpty();
  }

  @Test
  void stopEndsEveryStream() {
    LiveClient client = join(ADMIN, TOTALS);
    hub.stop();
    assertThat(client.ending()).contains(Ending.STOPPING);
    assertThatThrownBy(() -> join(ADMIN, TOTALS)).isInstanceOf(Problem.class);
  }

  private LiveClient join(Caller caller, BetType... betTypes) {
    return inHand.join(caller, betTypes);
  }

  private List<String> received(LiveClient client) {
    return inHand.received(client);
  }
}
