package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.harness.MixedOdds;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingBasis;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A build that prices the pinned sample otherwise must say so: its lines in quiet markets are
 * published again only if {@link PricingBasis#ALGORITHM} differs.
 */
class AlgorithmVersionTest {
  private static final FeeTable FEES =
      FeeTable.ofRates(Map.of(new Bookmaker("betfair_ex_eu"), 0.05, new Bookmaker("novig"), 0.02));
  private static final List<String> SHAPES =
      List.of("winner", "n_way", "over_under", "spread", "yes_no");

  private final PricedLineCodec codec =
      new PricedLineCodec(
          new WriterSchemas(
              new MockSchemaRegistryClient(), Clock.systemUTC(), Duration.ZERO, Duration.ZERO),
          1);

  @BeforeAll
  static void trustGeneratedClasses() {
    AvroRuntime.prepare();
  }

  @Test
  void whoeverChangesWhatTheSampleIsWorthRaisesTheAlgorithm() throws Exception {
    List<String> versions = versions();
    String sample = PricingBasis.ALGORITHM + " " + sample();

    assertThat(versions.get(versions.size() - 1))
        .as(
            "The sample is priced otherwise than by the last line of algorithm/versions.txt. If"
                + " that is meant, raise PricingBasis.ALGORITHM by 1 and add the line \"N %s\" with"
                + " the new number; never change a line of a version that was deployed.",
            sample.split(" ", -1)[1])
        .isEqualTo(sample);
  }

  @Test
  void everyVersionHasOneLine() throws Exception {
    assertThat(versions())
        .extracting(line -> Integer.valueOf(line.split(" ", -1)[0]))
        .doesNotHaveDuplicates()
        .isSorted()
        .startsWith(1)
        .hasSize(PricingBasis.ALGORITHM);
  }

  private static List<String> versions() throws Exception {
    try (var text = AlgorithmVersionTest.class.getResourceAsStream("/algorithm/versions.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  /** Real and made-up odds, every priced shape and every method; half of a SHA-256. */
  private String sample() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    List<MarketSnapshot> nhl =
        FeedFixture.read(new TheOddsApiReader(OddsFormat.DECIMAL), FeedFixture.NHL).snapshots();
    for (Method method : Method.values()) {
      price(nhl, Shape.WINNER, method, digest);
      for (String shape : SHAPES) {
        List<MarketSnapshot> mixed = new MixedOdds(20261128).events("some_type", shape, 12, 200);
        price(mixed, Shape.of(shape), method, digest);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private void price(
      List<MarketSnapshot> snapshots, Shape shape, Method method, MessageDigest digest) {
    Map<MarketId, MarketBook> books = new TreeMap<>();
    for (MarketSnapshot snapshot : snapshots) {
      books.computeIfAbsent(snapshot.marketId(), MarketBook::new).apply(snapshot);
    }
    BetType betType = snapshots.get(0).betType();
    PricingTerms terms =
        new PricingTerms(
            betType, shape, SettingsOf.json("{\"method\": \"" + method.label() + "\"}"), 1);
    for (MarketBook book : books.values()) {
      for (PricedLine line : new EvCalculator(FEES).price(book.lines(shape).values(), terms)) {
        digest.update(codec.encode(LineContent.of(line, terms.settings())));
      }
    }
  }
}
