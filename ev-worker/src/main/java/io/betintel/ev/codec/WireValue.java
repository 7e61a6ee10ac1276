package io.betintel.ev.codec;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Any value in the wire format as JSON, by its writer's own schema: for operators who look at
 * records that the worker did not admit.
 */
public final class WireValue {
  private static final int HEADER = 1 + Integer.BYTES;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final WriterSchemas schemas;

  public WireValue(SchemaRegistryClient registry, Clock clock) {
    this.schemas = new WriterSchemas(registry, clock, Duration.ZERO, PATIENCE);
  }

  /**
   * @throws UnreadableException if it cannot be decoded; the message says why
   */
  public String json(byte[] value) throws UnreadableException {
    if (value == null) {
      throw new UnreadableException("the value is null", null);
    }
    if (value.length < HEADER || value[0] != 0) {
      throw new UnreadableException("not in the wire format: no magic byte and schema id", null);
    }
    try {
      Schema schema = schemas.find(ByteBuffer.wrap(value).getInt(1));
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
      return new GenericDatumReader<GenericRecord>(schema, schema).read(null, decoder).toString();
    } catch (IOException
        | AvroRuntimeException
        | BrokenRecordException
        | SchemaPendingException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | IllegalArgumentException
        | ArithmeticException
        | ClassCastException
        | StackOverflowError e) {
      throw new UnreadableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A value that cannot be decoded. */
  public static final class UnreadableException extends Exception {
    UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
