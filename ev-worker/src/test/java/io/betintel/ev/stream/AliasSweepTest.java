package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a renamed bet type's events, snapshots and lines. */
final class AliasSweepTest {
  private static final BetType OLD = new BetType("player_points");
  private static final BetType NEW = new BetType("h2h");
  private static final BetType CONTROL = new BetType("totals");

  private DrivenTopology task;

  @BeforeEach
  void start() throws Exception {
    task = new DrivenTopology(1);
    task.catalogue(Catalogue.of(1, List.of(served(OLD), served(NEW), served(CONTROL))));
  }

  @AfterEach
  void stop() {
    task.close();
  }

  @Test
  void aliasIsAppliedAsTheBetTypeThatItIsOf() {
    rename();
    task.quoteAs(OLD, "a", "pinnacle", NOON, "Lions", "Bears");

    assertThat(task.published()).containsExactly("a|h2h|||Bears/Lions OPEN 1");
    assertThat(ended("applied", NEW)).isEqualTo(1);
    assertThat(renamed()).isEqualTo(1);
    assertThat(task.snapshots().markets(OLD)).isEmpty();
  }

  @Test
  void eventsOfAHeldTypeArParkedUnderTheNameThatWasSent() {
    task.quoteAs(OLD, "a", "pinnacle", NOON, "Lions", "Bears");
    task.published();

    task.catalogue(Catalogue.of(2, List.of(held(OLD), held(NEW), served(CONTROL))));
    task.quoteAs(OLD, "a", "pinnacle", NOON.plusSeconds(1), "Lions");
    task.quoteAs(NEW, "a", "pinnacle", NOON.plusSeconds(2), "Lions");
    task.turns(3);
    assertThat(task.published()).as("lines stay as they are").isEmpty();
    assertThat(task.parked())
        .extracting(
            record -> new String(record.key(), StandardCharsets.UTF_8),
            record ->
                new String(
                    record.headers().lastHeader("ev-reason").value(), StandardCharsets.UTF_8))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("player_points", "held"),
            org.assertj.core.groups.Tuple.tuple("h2h", "held"));
    assertThat(task.deadLetters()).isEmpty();
  }

  @Test
  void parkedAliasCountsAsTheBetTypeThatItIsOf() {
    task.catalogue(Catalogue.of(2, List.of(alias(OLD, true), held(NEW))));
    task.quoteAs(OLD, "a", "pinnacle", NOON, "Lions", "Bears");

    assertThat(ended("parked", NEW)).isEqualTo(1);
    assertThat(ended("parked", OLD)).isZero();
  }

  @Test
  void moveTakesEveryMarketAFewAtATimeAndWithdrawsTheOldLines() {
    for (String match : List.of("a", "b", "c")) {
      task.quoteAs(OLD, match, "pinnacle", NOON, "Lions", "Bears");
    }
    task.published();

    task.catalogue(Catalogue.of(2, List.of(alias(OLD, true), held(NEW))));
    task.turns(1);
    assertThat(task.published())
        .containsExactly("a|h2h|||Bears/Lions OPEN 1", "a|player_points|||Bears/Lions WITHDRAWN 1");
    assertThat(task.meters.get("ev.sweep.markets").gauge().value()).isEqualTo(2);

    task.turns(5);
    assertThat(task.published())
        .containsExactly(
            "b|h2h|||Bears/Lions OPEN 1",
            "b|player_points|||Bears/Lions WITHDRAWN 1",
            "c|h2h|||Bears/Lions OPEN 1",
            "c|player_points|||Bears/Lions WITHDRAWN 1");
    assertThat(task.meters.get("ev.sweep.markets").gauge().value()).isZero();
    assertThat(task.snapshots().markets(OLD)).isEmpty();
    assertThat(task.snapshots().standing(OLD)).isEmpty();
  }

  @Test
  void restartInTheMiddleGoesOnAndPublishesNothingTwice() {
    for (String match : List.of("a", "b", "c")) {
      task.quoteAs(OLD, match, "pinnacle", NOON, "Lions", "Bears");
    }
    task.published();
    task.catalogue(Catalogue.of(2, List.of(alias(OLD, true), held(NEW))));
    task.turns(1);
    List<String> all = new ArrayList<>(task.published());

    task.restart();
    task.turns(5);
    all.addAll(task.published());
    task.restart();
    task.turns(5);
    all.addAll(task.published());

    assertThat(all)
        .containsExactlyInAnyOrder(
            "a|h2h|||Bears/Lions OPEN 1",
            "a|player_points|||Bears/Lions WITHDRAWN 1",
            "b|h2h|||Bears/Lions OPEN 1",
            "b|player_points|||Bears/Lions WITHDRAWN 1",
            "c|h2h|||Bears/Lions OPEN 1",
            "c|player_points|||Bears/Lions WITHDRAWN 1");
  }

  @Test
  void newerSnapshotOfABookmakerCountsWhicheverNameItCameUnder() {
    // pinnacle is newer under the old name, bet365 under the new one, and each of two others has
    // one.
    task.quoteAs(OLD, "a", "pinnacle", NOON.plusSeconds(2), "Lions", "Bears");
    task.quoteAs(NEW, "a", "pinnacle", NOON.plusSeconds(1), "Lions", "Draw");
    task.quoteAs(OLD, "a", "bet365", NOON.plusSeconds(1), "Lions", "Draw");
    task.quoteAs(NEW, "a", "bet365", NOON.plusSeconds(2), "Lions", "Bears");
    task.quoteAs(OLD, "a", "unibet", NOON, "Lions", "Bears");
    task.quoteAs(NEW, "a", "betmgm", NOON, "Lions", "Bears");
    for (String[] quote :
        new String[][] {{"pinnacle", "2"}, {"bet365", "2"}, {"unibet", "0"}, {"betmgm", "0"}}) {
      task.quoteAs(
          CONTROL, "a", quote[0], NOON.plusSeconds(Long.parseLong(quote[1])), "Lions", "Bears");
    }

    rename();
    task.turns(5);

    assertThat(content(NEW)).isEqualTo(content(CONTROL)).hasSize(4);
  }

  @Test
  void eventThatComesBackUnderTheOldNameIsOfTheNewOne() {
    task.quoteAs(OLD, "a", "pinnacle", NOON, "Lions", "Bears");
    rename();
    task.turns(5);
    task.published();

    task.comeBackAs(OLD, "a", "bet365", NOON.plusSeconds(1), "Lions", "Bears");
    task.comeBackAs(OLD, "a", "pinnacle", NOON.minusSeconds(1), "Lions", "Bears");

    assertThat(task.published()).containsExactly("a|h2h|||Bears/Lions OPEN 1");
    assertThat(task.snapshots().markets(OLD)).isEmpty();
    assertThat(
            task.meters
                .get("ev.records.returned")
                .tags("outcome", "superseded", "reason", "older", "bet_type", "h2h")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void typeThatIsOffTakesTheSnapshotsAndPublishesThemOnceItIsOn() {
    task.quoteAs(OLD, "a", "pinnacle", NOON, "Lions", "Bears");
    task.published();

    task.catalogue(Catalogue.of(2, List.of(alias(OLD, false), entry(NEW, false, false, null, 1))));
    task.turns(5);
    assertThat(task.published()).containsExactly("a|player_points|||Bears/Lions WITHDRAWN 1");

    task.catalogue(Catalogue.of(3, List.of(alias(OLD, false), entry(NEW, true, false, null, 3))));
    task.turns(5);
    assertThat(task.published()).containsExactly("a|h2h|||Bears/Lions OPEN 1");
  }

  @Test
  void tombstonesOfBothNamesFollowWhenTheMarketIsOver() throws Exception {
    task.close();
    task =
        new DrivenTopology(
            10,
            Optional.of(
                new Expiry(java.time.Duration.ofHours(6), java.time.Duration.ofMinutes(30))));
    task.catalogue(Catalogue.of(1, List.of(served(OLD), served(NEW))));
    task.quoteAs(OLD, "a", "pinnacle", NOON, "Lions", "Bears");
    rename();
    task.turns(5);
    task.lines();

    for (int minute = 0; minute < 10 * 60; minute++) {
      task.pass(java.time.Duration.ofMinutes(1));
    }

    assertThat(task.lines())
        .filteredOn(line -> line.value == null)
        .extracting(line -> line.key)
        .containsExactlyInAnyOrder("a|h2h|||Bears/Lions", "a|player_points|||Bears/Lions");
    assertThat(task.snapshots().markets(NEW)).isEmpty();
  }

  @Test
  void aliasOfAnAliasOrOfAnUnknownTypeIsParked() {
    task.catalogue(
        Catalogue.of(
            2,
            List.of(
                entry(OLD, false, false, CONTROL, 1),
                entry(CONTROL, false, false, OLD, 1),
                entry(NEW, false, false, new BetType("spreads"), 1))));
    task.quoteAs(OLD, "a", "pinnacle", NOON, "Lions", "Bears");
    task.quoteAs(NEW, "a", "pinnacle", NOON, "Lions", "Bears");
    task.turns(5);

    assertThat(task.published()).isEmpty();
    assertThat(task.parked()).hasSize(2);
  }

  private void rename() {
    task.catalogue(Catalogue.of(2, List.of(alias(OLD, false), served(NEW), served(CONTROL))));
  }

  /** Each bookmaker's entry in the store. */
  private Set<String> content(BetType betType) {
    return task.snapshots().read(new MarketId("a", betType)).snapshots().entrySet().stream()
        .map(each -> each.getKey() + " " + java.util.HexFormat.of().formatHex(each.getValue()))
        .collect(Collectors.toSet());
  }

  private double ended(String outcome, BetType betType) {
    return task
        .meters
        .find("ev.records")
        .tags("outcome", outcome, "bet_type", betType.symbol())
        .counters()
        .stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  private double renamed() {
    return task.meters.get("ev.records.renamed").tags("bet_type", OLD.symbol()).counter().count();
  }

  private static CatalogueEntry served(BetType betType) {
    return entry(betType, true, false, null, 1);
  }

  private static CatalogueEntry held(BetType betType) {
    return entry(betType, true, true, null, 1);
  }

  private static CatalogueEntry alias(BetType betType, boolean moving) {
    return entry(betType, false, moving, NEW, 1);
  }

  private static CatalogueEntry entry(
      BetType betType, boolean enabled, boolean held, BetType aliasOf, long enabledVersion) {
    return new CatalogueEntry(
        new PricingTerms(betType, Shape.WINNER, BetTypeSettings.defaults(), 1),
        betType.symbol(),
        true,
        enabled,
        Role.FREE,
        null,
        enabledVersion,
        held,
        aliasOf);
  }
}
