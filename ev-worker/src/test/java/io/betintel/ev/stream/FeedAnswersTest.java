package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.PricedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of a feed that are odd, from the reader to the published lines. */
final class FeedAnswersTest {
  private DrivenTopology driven;

  @BeforeEach
  void open() throws Exception {
    driven = new DrivenTopology(100);
  }

  @AfterEach
  void close() {
    driven.close();
  }

  /** A field without one of its runners would be priced as if it were whole. */
  @Test
  void everyRunnerOfAFieldWithABadOneIsListedAndNoneIsSent() {
    driven.catalogue(Shape.N_WAY, true, 1, 1);
    FeedFile file =
        read(
            field(
                "pinnacle",
                runner("A", 3),
                runner("B", 4),
                runner("C", 6),
                runner("D", 8),
                runner("E", 1.0)),
            field(
                "bovada",
                runner("A", 3.2),
                runner("B", 4.2),
                runner("C", 6),
                runner("D", 8),
                runner("E", 9)));

    assertThat(file.problems())
        .extracting(FeedProblem::toString)
        .containsExactly(
            "price: a file / m1 / pinnacle / outrights: E: price is 1.0: decimal odds must be above"
                + " 1 and at most 100000",
            left("A", 3),
            left("B", 4),
            left("C", 6),
            left("D", 8));
    assertThat(file.snapshots())
        .extracting(each -> each.bookmaker() + " " + each.outcomes().size())
        .as("five of each book, and what pinnacle sent before ends")
        .containsExactlyInAnyOrder("pinnacle 0", "bovada 5");

    send(file);
    assertThat(newest().arbitrage()).isNull();
  }

  private static String left(String runner, double price) {
    return "line: a file / m1 / pinnacle / outrights: "
        + runner
        + ": price "
        + price
        + " is not sent: its line has an outcome that cannot be used";
  }

  /** 1/2.6 + 1/3.6 + 1/4.2 is 0.90, and nobody says that there are no other runners. */
  @Test
  void partOfAFieldIsNoArbitrage() {
    driven.catalogue(Shape.N_WAY, true, 1, 1);
    send(
        read(
            field("betmgm", runner("A", 2.6), runner("B", 3.5), runner("C", 4.2)),
            field("bovada", runner("A", 2.5), runner("B", 3.6), runner("C", 4))));

    assertThat(newest().arbitrage()).isNull();
  }

  @Test
  void marketInTwoEntriesHasAllItsLines() {
    driven.catalogue(Shape.OVER_UNDER, true, 1, 1);
    FeedFile file =
        read(
            book(
                "pinnacle",
                entry("12:00:00", side("Over", 5.5, 1.9), side("Under", 5.5, 2)),
                entry("12:00:00", side("Over", 6.5, 2.4), side("Under", 6.5, 1.6))),
            market(
                "bovada",
                "12:00:00",
                side("Over", 5.5, 1.95),
                side("Under", 5.5, 1.95),
                side("Over", 6.5, 2.3),
                side("Under", 6.5, 1.65)));
    assertThat(file.problems()).isEmpty();

    send(file);
    assertThat(driven.lines().stream().map(driven::decode))
        .filteredOn(line -> line.outcomes().get(0).offers().size() == 2)
        .extracting(PricedLine::point)
        .containsExactly(5.5, 6.5);
  }

  @Test
  void contradictionOfTwoEntriesIsReported() {
    FeedFile file =
        read(
            book(
                "pinnacle",
                entry("12:00:00", side("Over", 5.5, 1.9), side("Under", 5.5, 2)),
                entry("12:00:00", side("Over", 5.5, 2.4), side("Under", 5.5, 1.6))));

    assertThat(file.problems())
        .extracting(FeedProblem::kind)
        .containsOnly(FeedProblem.Kind.CONTRADICTION);
  }

  @Test
  void bookThatWrites1EverywhereIsSuspended() {
    driven.catalogue(Shape.OVER_UNDER, true, 1, 1);
    send(
        read(
            market("pinnacle", "12:00:00", side("Over", 2.5, 1.95), side("Under", 2.5, 1.95)),
            market("tipico_de", "12:00:00", side("Over", 2.5, 2.2), side("Under", 2.5, 1.7))));
    PricedLine before = newest();
    assertThat(before.outcomes().get(0).best().bookmaker().key()).isEqualTo("tipico_de");

    send(
        read(
            market("pinnacle", "12:01:30", side("Over", 2.5, 1.95), side("Under", 2.5, 1.95)),
            market("tipico_de", "12:01:30", side("Over", 2.5, 1.0), side("Under", 2.5, 1.0))));

    PricedLine after = newest();
    assertThat(after.arbitrage()).isNull();
    assertThat(after.middles()).isEmpty();
    assertThat(after.outcomes())
        .allSatisfy(
            outcome -> {
              assertThat(outcome.offers())
                  .extracting(offer -> offer.bookmaker().key())
                  .containsExactly("pinnacle");
              assertThat(outcome.top().bookmaker().key()).isEqualTo("pinnacle");
            });
  }

  private void send(FeedFile file) {
    for (MarketSnapshot snapshot : file.snapshots()) {
      driven.quote(
          snapshot.observedAt(),
          event -> {
            event.put("event_id", snapshot.event().id());
            event.put("bookmaker", snapshot.bookmaker().key());
            event.put("commence_time", snapshot.event().commenceTime().toEpochMilli());
            event.put("last_update", snapshot.lastUpdate().toEpochMilli());
            event.put("outcomes", outcomes(event, snapshot.outcomes()));
          });
    }
  }

  private static List<GenericRecord> outcomes(GenericRecord event, List<Outcome> given) {
    List<GenericRecord> outcomes = new ArrayList<>();
    for (Outcome each : given) {
      GenericRecord outcome = WireEvents.outcome(event.getSchema(), each.name(), each.price());
      outcome.put("point", each.point());
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private PricedLine newest() {
    var lines = driven.lines();
    return driven.decode(lines.get(lines.size() - 1));
  }

  private static FeedFile read(String... books) {
    return FeedFixture.text(
        new TheOddsApiReader(OddsFormat.DECIMAL),
        """
        [{"id": "m1", "sport_key": "tennis_atp", "commence_time": "2026-03-01T18:00:00Z",
          "home_team": null, "away_team": null, "bookmakers": [%s]}]
        """
            .formatted(String.join(",", books)));
  }

  private static String book(String key, String... markets) {
    return "{\"key\": \"%s\", \"last_update\": \"2026-03-01T12:00:00Z\", \"markets\": [%s]}"
        .formatted(key, String.join(",", markets));
  }

  private static String market(String book, String time, String... outcomes) {
    return book(book, entry(time, outcomes));
  }

  private static String field(String book, String... runners) {
    return market(book, "12:00:00", runners).replace("h2h", "outrights");
  }

  private static String entry(String time, String... outcomes) {
    return "{\"key\": \"h2h\", \"last_update\": \"2026-03-01T%sZ\", \"outcomes\": [%s]}"
        .formatted(time, String.join(",", outcomes));
  }

  private static String runner(String name, double price) {
    return String.format(Locale.ROOT, "{\"name\": \"%s\", \"price\": %s}", name, price);
  }

  private static String side(String name, double point, double price) {
    return String.format(
        Locale.ROOT, "{\"name\": \"%s\", \"price\": %s, \"point\": %s}", name, price, point);
  }
}
