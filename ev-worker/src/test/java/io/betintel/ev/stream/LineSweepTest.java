package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.value.FeeTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is published again after a change of settings or an enabling, and what is not. */
final class LineSweepTest {
  private static final BetType H2H = new BetType("h2h");

  private DrivenTopology task;

  @BeforeEach
  void start() throws Exception {
    task = new DrivenTopology(1);
  }

  @AfterEach
  void stop() {
    task.close();
  }

  @Test
  void restartAloneSweepsNothing() {
    quoteThree();
    task.published();

    task.restart();
    task.turns(10);

    assertThat(task.published()).isEmpty();
    assertThat(task.snapshots().standing(H2H))
        .contains(
            new Standing(
                Optional.of(new PricedUnder(1, 1, DrivenTopology.BASIS)), Set.of(Shape.WINNER)));
  }

  @Test
  void changedSettingsPublishEveryLineAgainAFewAtATime() {
    quoteThree();
    task.published();

    task.catalogue(Shape.WINNER, true, 2, 1);
    task.turns(1);
    List<String> first = task.published();
    assertThat(first).hasSize(1);
    assertThat(task.meters.get("ev.sweep.markets").gauge().value()).isEqualTo(2);

    task.turns(4);
    List<String> all = new ArrayList<>(first);
    all.addAll(task.published());
    assertThat(all).containsExactlyInAnyOrder(line("a", 2), line("b", 2), line("c", 2));
    task.turns(4);
    assertThat(task.published()).isEmpty();
    assertThat(task.meters.get("ev.sweep.markets").gauge().value()).isZero();
    assertThat(task.meters.get("ev.sweep.lines").counter().count()).isEqualTo(3);
  }

  @Test
  void enablingPublishesLinesThatDidNotChange() {
    quoteThree();
    task.published();

    task.catalogue(Shape.WINNER, false, 1, 1);
    task.turns(5);
    assertThat(task.published()).isEmpty();
    task.catalogue(Shape.WINNER, true, 1, 2);
    task.turns(5);

    assertThat(task.published())
        .containsExactlyInAnyOrder(line("a", 1), line("b", 1), line("c", 1));
  }

  @Test
  void disabledTypeIsNotSweptUntilItIsEnabled() {
    quoteThree();
    task.published();

    task.catalogue(Shape.WINNER, false, 2, 1);
    task.turns(5);
    assertThat(task.published()).isEmpty();

    task.catalogue(Shape.WINNER, true, 2, 2);
    task.turns(5);
    assertThat(task.published()).hasSize(3);
  }

  @Test
  void workerThatWasDownDuringTheChangeSweepsWhenItStarts() {
    quoteThree();
    task.published();

    task.catalogue(Shape.WINNER, true, 2, 1);
    task.restart();
    task.turns(5);

    assertThat(task.published())
        .containsExactlyInAnyOrder(line("a", 2), line("b", 2), line("c", 2));
  }

  @Test
  void sweepThatARestartCutShortBeginsAgainAndEnds() {
    quoteThree();
    task.published();
    task.catalogue(Shape.WINNER, true, 1, 2);
    task.turns(1);
    assertThat(task.published()).hasSize(1);

    task.restart();
    task.turns(5);

    assertThat(task.published())
        .containsExactlyInAnyOrder(line("a", 1), line("b", 1), line("c", 1));
    task.restart();
    task.turns(5);
    assertThat(task.published()).isEmpty();
  }

  @Test
  void eventThatComesBeforeTheSweepPublishesItsMarketAndTheSweepNotAgain() {
    quoteThree();
    task.published();
    task.catalogue(Shape.WINNER, true, 1, 2);

    // Under the very same bytes but for the market's time.
    task.quote("a", NOON.plusSeconds(5), "Lions", "Bears");
    assertThat(task.published()).containsExactly(line("a", 1));
    task.turns(5);

    assertThat(task.published()).containsExactlyInAnyOrder(line("b", 1), line("c", 1));
  }

  @Test
  void linesOfTheOldShapeAreWithdrawnAfterARestartToo() {
    // Of a winner market the names are the line's; of one with over and under they are not.
    quoteThree();
    task.published();

    task.catalogue(Shape.YES_NO, true, 2, 1);
    task.restart();
    task.turns(5);

    assertThat(task.published())
        .contains(
            "a|h2h|||Bears/Lions WITHDRAWN 2",
            "b|h2h|||Bears/Lions WITHDRAWN 2",
            "c|h2h|||Bears/Lions WITHDRAWN 2");
    assertThat(task.snapshots().standing(H2H))
        .contains(
            new Standing(
                Optional.of(new PricedUnder(1, 2, DrivenTopology.BASIS)), Set.of(Shape.YES_NO)));
  }

  @Test
  void workerWithAnOlderCatalogueUndoesNoNewerSweep() {
    task.catalogue(Shape.WINNER, true, 2, 1);
    quoteThree();
    task.published();

    task.catalogue(Shape.WINNER, true, 1, 1);
    task.restart();
    task.turns(5);
    assertThat(task.published()).isEmpty();

    // What it must publish for an event, it publishes as it knows, and the sweep mends it.
    task.quote("a", NOON.plusSeconds(5), "Lions", "Bears");
    assertThat(task.published()).containsExactly(line("a", 1));
    task.catalogue(Shape.WINNER, true, 2, 1);
    task.turns(10);
    assertThat(task.published()).contains(line("a", 2));
  }

  @Test
  void changedFeesPublishEveryQuietLineAgainOnce() {
    quoteThree();
    task.published();
    FeeTable fees = FeeTable.ofRates(Map.of(new Bookmaker("pinnacle"), 0.02));

    task.restart(fees);
    task.turns(10);
    List<String> swept = task.published();
    task.restart(fees);
    task.turns(10);

    assertThat(swept).hasSize(3);
    assertThat(task.published()).isEmpty();
  }

  @Test
  void standingOfABuildThatDidNotRecordItsAlgorithmIsSweptOnce() {
    quoteThree();
    task.published();

    task.restart(
        stored ->
            stored.stream()
                .map(
                    entry ->
                        entry.key.get()[0] == 0
                            ? KeyValue.pair(
                                entry.key, Arrays.copyOf(entry.value, entry.value.length - 13))
                            : entry)
                .toList());
    task.turns(10);

    assertThat(task.published()).hasSize(3);
    assertThat(task.snapshots().standing(new BetType("h2h")))
        .contains(
            new Standing(
                Optional.of(new PricedUnder(1, 1, DrivenTopology.BASIS)), Set.of(Shape.WINNER)));
  }

  @Test
  void storeWithoutAStandingIsSwept() {
    quoteThree();
    task.published();
    task.snapshots().removeStanding(H2H);

    task.restart();
    task.turns(5);

    assertThat(task.published()).hasSize(3);
    assertThat(task.snapshots().standing(H2H))
        .contains(
            new Standing(
                Optional.of(new PricedUnder(1, 1, DrivenTopology.BASIS)), Set.of(Shape.WINNER)));
  }

  @Test
  void returnedRecordIsCountedApartAndAgainParkedWithItsAttempt() {
    task.catalogue(Shape.WINNER, false, 1, 1);
    task.quote("a", NOON, "Lions", "Bears");
    task.comeBack("a", NOON, "Lions", "Bears");
    var parked = task.parked();
    assertThat(parked).hasSize(2);
    assertThat(EvHeaders.number(parked.get(0).headers(), EvHeaders.RETURN_ATTEMPT)).isEmpty();
    assertThat(EvHeaders.number(parked.get(1).headers(), EvHeaders.RETURN_ATTEMPT)).hasValue(1);

    task.catalogue(Shape.WINNER, true, 1, 2);
    task.comeBack("a", NOON, "Lions", "Bears");
    task.comeBack("a", NOON, "Lions", "Bears");

    assertThat(task.published()).containsExactly(line("a", 1));
    assertThat(count("ev.records", "parked")).isEqualTo(1);
    assertThat(count("ev.records", "applied")).isZero();
    assertThat(count("ev.records.returned", "parked")).isEqualTo(1);
    assertThat(count("ev.records.returned", "applied")).isEqualTo(1);
    assertThat(count("ev.records.returned", "superseded")).isEqualTo(1);
    assertThat(task.meters.get("ev.records.consumed").counter().count()).isEqualTo(1);
  }

  private void quoteThree() {
    for (String match : List.of("a", "b", "c")) {
      task.quote(match, NOON, "Lions", "Bears");
    }
  }

  private double count(String name, String outcome) {
    return task.meters.find(name).tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static String line(String match, int settingsVersion) {
    return match + "|h2h|||Bears/Lions OPEN " + settingsVersion;
  }
}
