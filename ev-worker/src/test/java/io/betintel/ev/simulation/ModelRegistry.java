package io.betintel.ev.simulation;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The schema registry that all workers ask. It may be away, or empty, and one producer registers
 * its schema late, or never.
 */
final class ModelRegistry {
  /** So long it must deny an id before the id's records are dead letters. */
  static final Duration DENIAL_NEEDED = Duration.ofSeconds(15);

  /** The schema of a producer that registers late. */
  static final int LATE_ID = 1001;

  /** The schema of a producer that never registers. */
  static final int NEVER_ID = 1002;

  /** Denials so far apart, at most, are one row to a worker. */
  private static final Duration ONE_ROW = Duration.ofSeconds(30);

  private static final long NEVER = Long.MIN_VALUE;

  private final ModelClock clock;
  private State state = State.WHOLE;
  private boolean lateIsKnown;
  private boolean lateWasSent;
  private boolean lateMayBeDead;
  private long lateUnknownSince = NEVER;
  private long lateKnownSince = NEVER;

  private enum State {
    WHOLE,
    AWAY,
    EMPTY
  }

  ModelRegistry(ModelClock clock) {
    this.clock = clock;
  }

  /**
   * Something happens to it.
   *
   * @param how what
   */
  void befall(int how) {
    switch (how % 8) {
      case 0 -> state = State.AWAY;
      case 1 -> state = State.EMPTY;
      case 2 -> forgetLate();
      case 3, 4, 5 -> state = State.WHOLE;
      default -> registerLate();
    }
  }

  void goAway() {
    state = State.AWAY;
  }

  /** It is there again with everything, and the late producer has registered. */
  void heal() {
    state = State.WHOLE;
    registerLate();
  }

  boolean knows(int id) {
    return state == State.WHOLE && id != NEVER_ID && (id != LATE_ID || lateIsKnown);
  }

  /** A producer has sent a record of that schema. */
  void sent(int id) {
    if (id == LATE_ID && !lateWasSent) {
      lateWasSent = true;
      lateUnknownSince = lateIsKnown ? NEVER : clock.nanoTime();
    }
  }

  /** Whether the id was denied for so long that its records may be dead letters. */
  boolean mayBeDead(int id) {
    return id == NEVER_ID || (id == LATE_ID && (lateMayBeDead || isDeniedLongEnough()));
  }

  private boolean isDeniedLongEnough() {
    return !lateIsKnown
        && lateUnknownSince != NEVER
        && clock.nanoTime() - lateUnknownSince >= DENIAL_NEEDED.toNanos();
  }

  private void registerLate() {
    if (!lateIsKnown) {
      lateMayBeDead |= isDeniedLongEnough();
      lateIsKnown = true;
      lateKnownSince = clock.nanoTime();
    }
  }

  private void forgetLate() {
    if (lateIsKnown) {
      lateIsKnown = false;
      if (lateUnknownSince == NEVER || clock.nanoTime() - lateKnownSince > ONE_ROW.toNanos()) {
        lateUnknownSince = lateWasSent ? clock.nanoTime() : NEVER;
      }
    }
  }

  /** The client of a worker. */
  SchemaRegistryClient over(String worker, Seams seams) {
    return new MockSchemaRegistryClient() {
      @Override
      public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
        requireAnswer(worker, seams);
        if (!knows(id)) {
          throw new RestClientException("Schema " + id + " not found", 404, 40403);
        }
        return id == Rules.LINES_ID ? Rules.LINES : Rules.ODDS;
      }

      @Override
      public List<Integer> getAllVersions(String subject) throws IOException, RestClientException {
        requireAnswer(worker, seams);
        if (state == State.EMPTY) {
          throw new RestClientException("Subject '" + subject + "' not found.", 404, 40401);
        }
        return List.of(1);
      }
    };
  }

  private void requireAnswer(String worker, Seams seams) throws IOException {
    seams.pass(
        worker,
        Seams.Kind.REGISTRY,
        () -> null,
        () -> new IOException("the registry does not answer: simulated"));
    if (state == State.AWAY) {
      throw new IOException("the registry is away: simulated");
    }
  }
}
