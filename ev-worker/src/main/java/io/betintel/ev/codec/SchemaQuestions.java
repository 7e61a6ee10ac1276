package io.betintel.ev.codec;

import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.ops.RootCause;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Asks the registry for a schema id, once at a time, and judges the answer: a schema, a denial, no
 * answer, or a broken record. Safe for use by several threads.
 */
final class SchemaQuestions {
  /** How registries deny an id: the schema, or for some the subject, is not found. */
  private static final Set<Integer> DENIED = Set.of(40403, 40401);

  /** How long a registry counts as silent after it gave no answer. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final String REMEDY =
      "write the value with a schema of " + Topics.ODDS_EVENTS_SUBJECT;

  private final SchemaRegistryClient registry;
  private final Clock clock;
  private final Duration denialNeeded;
  private final OurSubject ourSubject;
  private final Denials denials;
  private final Verdicts verdicts;
  private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
  private volatile Instant silentUntil = Instant.EPOCH;
  private volatile String waitingFor;

  /**
   * @param denialNeeded how long the registry must deny an id before it counts as unknown
   */
  SchemaQuestions(SchemaRegistryClient registry, Clock clock, Duration denialNeeded) {
    this.registry = registry;
    this.clock = clock;
    this.denialNeeded = denialNeeded;
    this.ourSubject = new OurSubject(registry, clock);
    this.denials = new Denials(clock);
    this.verdicts = new Verdicts(clock);
  }

  /** Null if the registry has not given it yet. */
  Schema known(int id) {
    return known.get(id);
  }

  /** Takes this schema for the id's, without asking. */
  void know(int id, Schema schema) {
    known.put(id, schema);
  }

  /** Whether the registry gave no answer a moment ago. */
  boolean isSilent() {
    return clock.instant().isBefore(silentUntil);
  }

  /** Whether the registry's last answer for the id was a denial that counts. */
  boolean isDenied(int id) {
    return denials.has(id);
  }

  /** What the last question without a schema waits for, as a message; null if none does. */
  String waitingFor() {
    return waitingFor;
  }

  /**
   * @throws BrokenRecordException if the id is known to be no schema of ours
   */
  void requireNoVerdict(int id) {
    verdicts.requireNone(id);
  }

  /**
   * Asks once.
   *
   * @return empty if the registry denies the id for now, or gives no answer
   * @throws BrokenRecordException if it does not know the id for good, or it is not an Avro schema
   */
  Optional<Schema> ask(int id) {
    verdicts.requireNone(id);
    try {
      Schema schema = avro(id, registry.getSchemaById(id));
      known.put(id, schema);
      denials.end(id);
      silentUntil = Instant.EPOCH;
      waitingFor = null;
      return Optional.of(schema);
    } catch (RestClientException e) {
      if (DENIED.contains(e.getErrorCode())) {
        denied(id);
      } else {
        silent(id);
        waitingFor =
            "the schema registry answers HTTP "
                + e.getStatus()
                + " for id "
                + id
                + ": "
                + e.getMessage();
      }
    } catch (IOException e) {
      silent(id);
      waitingFor = "the schema registry cannot be reached for id " + id + ": " + RootCause.of(e);
    } catch (BrokenRecordException e) {
      throw e;
    } catch (RuntimeException e) {
      // The client answers this for text that it cannot parse: another type, or not a schema.
      denials.end(id);
      if (knowsOurSubject()) {
        throw broken(id, Reason.WRONG_SCHEMA, "schema id " + id + " is not Avro: " + REMEDY);
      }
    }
    return Optional.empty();
  }

  /**
   * Asks again for some of the ids that count as unknown: a registry may have been filled again, or
   * a producer registered late. For one thread at a time.
   */
  void askForUnknown(int most) {
    for (int id : verdicts.unknown(most)) {
      try {
        known.put(id, avro(id, registry.getSchemaById(id)));
        verdicts.end(id);
      } catch (RestClientException e) {
        if (!DENIED.contains(e.getErrorCode())) {
          return; // it gives no answer now
        }
      } catch (IOException | RuntimeException e) {
        return;
      }
    }
  }

  private void silent(int id) {
    denials.end(id);
    silentUntil = clock.instant().plus(SILENCE);
  }

  private void denied(int id) {
    if (!knowsOurSubject()) {
      silent(id);
      return;
    }
    silentUntil = Instant.EPOCH;
    Denials.Row row = denials.add(id);
    if (row.lasted().compareTo(denialNeeded) >= 0) {
      denials.end(id);
      throw broken(
          id,
          Reason.UNKNOWN_SCHEMA,
          "schema id " + id + " is not in the registry: register the producer's schema there");
    }
    waitingFor = "the schema registry does not know id " + id + ", since " + row.since();
  }

  private boolean knowsOurSubject() {
    Optional<String> missing = ourSubject.missing();
    missing.ifPresent(why -> waitingFor = why);
    return missing.isEmpty();
  }

  private BrokenRecordException broken(int id, Reason reason, String message) {
    waitingFor = null;
    return verdicts.broken(id, reason, message);
  }

  private Schema avro(int id, ParsedSchema parsed) {
    if (parsed.rawSchema() instanceof Schema schema) {
      return schema;
    }
    throw broken(
        id,
        Reason.WRONG_SCHEMA,
        "schema id " + id + " is " + parsed.schemaType() + ", not Avro: " + REMEDY);
  }
}
