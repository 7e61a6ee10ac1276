package io.betintel.ev.harness;

import io.betintel.ev.admission.Admission;
import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.PostgresBetTypeCatalogue;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.WorkerIdentity;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the lines must be, computed from the input alone: decode, admit, book, price, with neither a
 * stream nor a store between them.
 */
final class PurePath {
  private final Map<MarketId, MarketBook> books = new HashMap<>();
  private final Map<MarketId, CatalogueEntry> betTypes = new HashMap<>();
  private final EvCalculator calculator;
  private int parked;

  private PurePath(Installation installation) {
    this.calculator = new EvCalculator(FeeTable.from(installation.settings()));
  }

  static PurePath of(
      Installation installation,
      WriterSchemas schemas,
      List<ConsumerRecord<byte[], byte[]>> oddsEvents)
      throws InterruptedException {
    PurePath path = new PurePath(installation);
    Catalogue catalogue = catalogue(installation);
    BetTypeGate gate = new BetTypeGate(() -> catalogue, Duration.ofHours(6));
    OddsEventDecoder decoder = new OddsEventDecoder(schemas, Duration.ofMinutes(1));
    for (ConsumerRecord<byte[], byte[]> event : oddsEvents) {
      path.take(gate.admit(decoder.decode(event.key(), event.value(), event.timestamp())));
    }
    return path;
  }

  /** Every line that is quoted, by its id. */
  SortedMap<String, PricedLine> lines() {
    SortedMap<String, PricedLine> lines = new TreeMap<>();
    books.forEach(
        (market, book) ->
            calculator
                .price(
                    book.lines(betTypes.get(market).shape()).values(), betTypes.get(market).terms())
                .forEach(line -> lines.put(line.id().text(), line)));
    return lines;
  }

  /** How many events are to be found in {@code odds.parked}. */
  int parked() {
    return parked;
  }

  private void take(Admission admission) {
    if (admission instanceof Admission.Admitted admitted) {
      MarketSnapshot snapshot = admitted.snapshot();
      books.computeIfAbsent(snapshot.marketId(), MarketBook::new).apply(snapshot);
      betTypes.put(snapshot.marketId(), admitted.betType());
    } else if (admission instanceof Admission.Parked) {
      parked++;
    }
  }

  private static Catalogue catalogue(Installation installation) throws InterruptedException {
    try (var pool = PostgresPool.of(PostgresConfig.from(installation.settings()), "pure-path");
        PostgresBetTypeCatalogue catalogue =
            new PostgresBetTypeCatalogue(
                pool,
                CatalogueConfig.from(installation.settings()),
                WorkerIdentity.ofThisProcess("test", Clock.systemUTC()))) {
      catalogue.start();
      return catalogue.awaitFirst();
    }
  }
}
