package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cli.records.ParkedAccess;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rollout.ArrivedTypes;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads which bet types wait in {@code odds.parked}. Without a registry they have no samples. */
final class ParkedArrivals {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The worker has judged the record's times when it parked it. */
  private static final Duration ANY = Duration.ofDays(36_500);

  private final OddsEventDecoder decoder;
  private boolean registryAway;

  private ParkedArrivals(SchemaRegistryClient registry) {
    this.decoder =
        new OddsEventDecoder(
            new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, PATIENCE), ANY);
  }

  static ArrivedTypes read(Settings settings)
      throws SQLException, IOException, InterruptedException {
    try (ParkedAccess parked = new ParkedAccess(settings);
        SchemaRegistryClient registry = RegistryClients.create(RegistryConfig.from(settings))) {
      ParkedArrivals arrivals = new ParkedArrivals(registry);
      ArrivedTypes types = new ArrivedTypes(parked.catalogue());
      parked
          .records()
          .each(
              Optional.empty(),
              false,
              record -> {
                types.count(
                    new BetType(new String(record.key(), StandardCharsets.UTF_8)),
                    Instant.ofEpochMilli(record.timestamp()),
                    () -> arrivals.decode(record));
                return true;
              });
      return types;
    }
  }

  /** Asks a registry that does not answer only once. */
  private Optional<MarketSnapshot> decode(ConsumerRecord<byte[], byte[]> record) {
    if (registryAway) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          decoder.decode(
              record.key(),
              record.value(),
              EvHeaders.number(record.headers(), EvHeaders.ORIGIN_TIMESTAMP)
                  .orElse(record.timestamp())));
    } catch (SchemaPendingException e) {
      registryAway = true;
      return Optional.empty();
    } catch (BrokenRecordException e) {
      return Optional.empty();
    }
  }
}
