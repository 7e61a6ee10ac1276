package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.MarketSnapshot;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A decoder with a registry in memory that has our schema, and what it refuses. */
final class Decoding {
  static final int JSON_SCHEMA = 815;

  private final MockSchemaRegistryClient registry =
      new MockSchemaRegistryClient() {
        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
          if (id == JSON_SCHEMA) { // as the real client says it, which knows Avro only
            throw new IllegalStateException("Invalid schema type JSON");
          }
          return super.getSchemaById(id);
        }
      };
  private final OddsEventDecoder decoder;
  private final int id;

  Decoding() {
    this(Duration.ofMinutes(1));
  }

  Decoding(Duration mostAhead) {
    AvroRuntime.prepare();
    decoder =
        new OddsEventDecoder(
            new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1)),
            mostAhead);
    id = register(new AvroSchema(OddsEvent.getClassSchema()));
  }

  /** Our own schema's. */
  int id() {
    return id;
  }

  int register(AvroSchema schema) {
    try {
      return registry.register(Topics.ODDS_EVENTS_SUBJECT, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RestClientException e) {
      throw new IllegalStateException(e);
    }
  }

  MarketSnapshot decode(byte[] key, byte[] value) {
    return decode(key, value, NOON.toEpochMilli());
  }

  MarketSnapshot decode(byte[] key, byte[] value, long timestamp) {
    return decoder.decode(key, value, timestamp);
  }

  BrokenRecordException broken(byte[] key, byte[] value, Reason reason, String... told) {
    BrokenRecordException broken = broken(() -> decode(key, value));
    assertThat(broken.reason()).as(broken.getMessage()).isEqualTo(reason);
    for (String text : told) {
      assertThat(broken.getMessage()).contains(text);
    }
    return broken;
  }

  BrokenRecordException broken(ThrowingCallable decoding) {
    BrokenRecordException broken = catchThrowableOfType(BrokenRecordException.class, decoding);
    assertThat(broken).as("nothing was refused").isNotNull();
    return broken;
  }
}
