package io.betintel.ev.codec;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The id of this build's {@code PricedLine} in the registry. This class never registers it; {@code
 * ev-worker schemas} does, through the gate.
 */
public final class LineSchema implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(LineSchema.class);
  private static final String NAME = "schema-registry";
  private static final long PAUSE_MS = 500;

  private final SchemaRegistryClient registry;
  private final WriterSchemas schemas;
  private volatile int id;
  private volatile String waitingFor = "not asked yet";
  private volatile boolean closed;

  public LineSchema(SchemaRegistryClient registry, WriterSchemas schemas) {
    this.registry = registry;
    this.schemas = schemas;
  }

  /** Returns once the id is known; waits for the registry without limit. */
  @Override
  public void start() {
    AvroSchema ours = new AvroSchema(Contract.pricedLine().current());
    while (!closed) {
      String reason;
      try {
        id = registry.getId(Topics.LINES_SUBJECT, ours);
        waitingFor = null;
        return;
      } catch (RestClientException e) {
        reason =
            e.getStatus() == 404
                ? "the schema registry has no "
                    + Topics.LINES_SUBJECT
                    + " of this build: run `ev-worker schemas` ("
                    + e.getMessage()
                    + ")"
                : "the schema registry answers HTTP " + e.getStatus() + ": " + e.getMessage();
      } catch (IOException e) {
        reason = "the schema registry cannot be reached: " + RootCause.of(e);
      }
      if (!reason.equals(waitingFor)) {
        LOG.warn("waiting: {}", reason);
      }
      waitingFor = reason;
      try {
        Thread.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** A codec for one thread; call it only after {@link #start}. */
  public PricedLineCodec codec() {
    return new PricedLineCodec(schemas, id);
  }

  @Override
  public Check check() {
    String reason = waitingFor;
    return reason == null
        ? Check.up(NAME, "ev.lines schema id " + id)
        : Check.waiting(NAME, reason);
  }

  @Override
  public void close() {
    closed = true;
  }
}
