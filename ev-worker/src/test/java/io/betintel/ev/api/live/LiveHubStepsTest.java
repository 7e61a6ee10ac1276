package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the catalogue or the clock does between two looks of the hub. */
final class LiveHubStepsTest {
  private static final Caller ADMIN = new Caller("ada", Role.ADMIN, "a1");

  private final HubInHand inHand = new HubInHand(2, 1_000_000, 1_000);
  private final CatalogueInHand catalogue = inHand.catalogue;
  private final CacheInHand cache = inHand.cache;
  private final LiveHub hub = inHand.hub;

  @BeforeEach
  void listen() {
    hub.listening();
  }

  /** The catalogue went there and back between two looks, so nobody closed the bet type. */
  @Test
  void changeWhileABetTypeWasOffForAMomentIsNotLost() {
    cache.write(TOTALS, "a", 1);
    cache.write(TOTALS, "b", 2);
    LiveClient asked = join(ADMIN, TOTALS);
    LiveClient all = join(ADMIN);
    received(asked);
    received(all);

    catalogue.disable(TOTALS);
    cache.write(TOTALS, "a", 3);
    cache.withdraw(TOTALS, "b", 4);
    hub.dispatch();
    catalogue.open(TOTALS, Role.FREE);
    hub.look();

    assertThat(received(asked)).containsExactly("reset totals", "line a 3", "complete totals 1");
    assertThat(received(all)).containsExactly("reset totals", "line a 3", "complete totals 1");
  }

  @Test
  void withdrawalWhileARoleWasShutOutForAMomentIsNotLost() {
    cache.write(TOTALS, "g", 1);
    LiveClient free = join(Caller.ANONYMOUS, TOTALS);
    LiveClient admin = join(ADMIN, TOTALS);
    received(free);
    received(admin);

    catalogue.open(TOTALS, Role.ADMIN);
    cache.withdraw(TOTALS, "g", 2);
    hub.dispatch();
    catalogue.open(TOTALS, Role.FREE);
    hub.look();

    assertThat(received(free)).containsExactly("reset totals", "complete totals 0");
    assertThat(received(admin)).containsExactly("withdrawn g 2");
  }

  @Test
  void clientIsSlowByTheTimeThatPassesWhateverTheClockIsSetTo() {
    LiveClient client = join(ADMIN, TOTALS);
    received(client);
    hub.blocked(client);
    inHand.setClock(Duration.ofHours(1));
    hub.look();
    assertThat(client.ending()).isEmpty();

    inHand.setClock(Duration.ofHours(-2));
    inHand.clock.move(Duration.ofSeconds(10).plusMillis(1));
    hub.look();
    assertThat(client.ending()).contains(Ending.SLOW);
  }

  private LiveClient join(Caller caller, BetType... betTypes) {
    return inHand.join(caller, betTypes);
  }

  private List<String> received(LiveClient client) {
    return inHand.received(client);
  }
}
