package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any order and duplication of the same snapshots ends in the same published bytes, but for the
 * times: a quote that only confirms another is not published, so the published times are those of
 * whichever came first.
 */
class SameBytesTest {
  private static final BetType TYPE = new BetType("special");
  private static final EvCalculator CALCULATOR =
      new EvCalculator(FeeTable.ofRates(Map.of(new Bookmaker("betfair"), 0.05)));

  @BeforeContainer
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Property(tries = 400, seed = "20261101")
  void anyOrderAndDuplicationGivesTheSameBytes(
      @ForAll("snapshots") List<MarketSnapshot> snapshots,
      @ForAll Shape shape,
      @ForAll Random random) {
    List<MarketSnapshot> others = new ArrayList<>(snapshots);
    others.addAll(snapshots.subList(0, random.nextInt(snapshots.size() + 1)));
    Collections.shuffle(others, random);

    assertThat(published(others, shape)).isEqualTo(published(snapshots, shape));
  }

  /**
   * What stands in the topic at the end, by line id, as its newest record's content; and the bytes
   * of the same line, times included, if it were published now.
   */
  private static SortedMap<String, String> published(List<MarketSnapshot> snapshots, Shape shape) {
    PricedLineCodec codec =
        new PricedLineCodec(
            new WriterSchemas(
                new MockSchemaRegistryClient(), Clock.systemUTC(), Duration.ZERO, Duration.ZERO),
            1);
    CatalogueEntry entry =
        new CatalogueEntry(
            new PricingTerms(TYPE, shape, BetTypeSettings.defaults(), 3),
            "Special",
            true,
            true,
            Role.FREE,
            null,
            1);
    OpenMarket market =
        LoneMarket.of(
            new MarketBook(new MarketId(MATCH.id(), TYPE)),
            CALCULATOR,
            LineEncoder.of(codec),
            PricingFailures.THROWN);
    SortedMap<String, String> lines = new TreeMap<>();
    for (MarketSnapshot snapshot : snapshots) {
      if (market.book().apply(snapshot) == MarketBook.Change.APPLIED) {
        for (Publication change : market.changes(entry)) {
          PricedLine content = LineContent.of(change.line(), entry.settings());
          lines.put(change.line().id().text(), bytes(codec, content));
        }
      }
    }
    // When a line was withdrawn, and whether it ever was there, depends on the order: only what
    // is open now does not.
    lines.keySet().retainAll(market.openLines().stream().map(Object::toString).toList());
    CALCULATOR
        .price(market.book().lines(shape).values(), entry.terms())
        .forEach(line -> lines.merge(line.id().text(), bytes(codec, line), String::concat));
    return lines;
  }

  private static String bytes(PricedLineCodec codec, PricedLine line) {
    return HexFormat.of().formatHex(codec.encode(line));
  }

  @Provide
  Arbitrary<List<MarketSnapshot>> snapshots() {
    Arbitrary<String> bookmaker =
        Arbitraries.of("pinnacle", "draftkings", "fanduel", "betfair", "bet365");
    Arbitrary<Integer> quoted = Arbitraries.integers().between(0, 2); // ties are common
    Arbitrary<Integer> seen = Arbitraries.integers().between(0, 2);
    Arbitrary<String> away = Arbitraries.of("Bears", "Cubs");
    return Combinators.combine(bookmaker, quoted, seen, away, outcomes())
        .as(
            (book, update, observed, team, outcomes) -> {
              Instant updated = NOON.plus(Duration.ofMinutes(15L * update));
              return new MarketSnapshot(
                  new SportingEvent(
                      MATCH.id(), MATCH.sportKey(), MATCH.commenceTime(), "Lions", team),
                  TYPE,
                  new Bookmaker(book),
                  outcomes,
                  updated,
                  updated.plusSeconds(observed),
                  null);
            })
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static Arbitrary<List<Outcome>> outcomes() {
    Arbitrary<String> name = Arbitraries.of("Lions", "Bears", "Draw", "Over", "Under", "Yes", "No");
    Arbitrary<Double> point = Arbitraries.of(-2.5, -0.25, 0.0, 0.25, 2.5).injectNull(0.5);
    Arbitrary<Double> price = Arbitraries.of(1.5, 1.9, 2.0, 3.7);
    return Combinators.combine(name, point, price)
        .as((side, at, odds) -> Outcome.of(side, null, at, odds))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
