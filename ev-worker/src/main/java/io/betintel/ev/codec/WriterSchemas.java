package io.betintel.ev.codec;

import io.betintel.ev.ops.RetryPause;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas that producers wrote with, by registry id. Safe for use by several threads.
 *
 * <p>A registry that is down, refuses the credential, or lacks our own subject (a wrong URL, a
 * wiped registry) does not prove a record broken: {@link #find} waits for it. An id counts as
 * unknown only after a registry that has our subject has denied it for a while, because a producer
 * may be ahead of a replica of the registry.
 */
public final class WriterSchemas {
  private static final Logger LOG = LoggerFactory.getLogger(WriterSchemas.class);

  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(50), Duration.ofSeconds(1));

  private static final Duration UNKNOWN_AGAIN = Duration.ofSeconds(2);
  private static final int UNKNOWN_AT_ONCE = 50;

  private final SchemaQuestions questions;
  private final Clock clock;
  private final Duration patience;
  private final DeniedSchemas denied;
  private final ReentrantLock asking = new ReentrantLock();
  private Instant unknownAsked = Instant.EPOCH; // guarded by asking

  /**
   * @param denialNeeded how long the registry must deny an id before it counts as unknown
   * @param patience how long {@link #find} waits before it returns control
   */
  public WriterSchemas(
      SchemaRegistryClient registry, Clock clock, Duration denialNeeded, Duration patience) {
    this.questions = new SchemaQuestions(registry, clock, denialNeeded);
    this.clock = clock;
    this.patience = patience;
    this.denied = new DeniedSchemas(clock);
  }

  /**
   * These schemas and no registry, for records that never leave the process. No other id may be
   * asked for.
   */
  static WriterSchemas only(Map<Integer, Schema> schemas) {
    WriterSchemas only = new WriterSchemas(null, Clock.systemUTC(), Duration.ZERO, Duration.ZERO);
    schemas.forEach(only.questions::know);
    return only;
  }

  /**
   * The schema of an id.
   *
   * @throws BrokenRecordException if the registry does not know the id, or it is not an Avro schema
   * @throws SchemaPendingException if the registry gave no answer within the patience
   */
  public Schema find(int id) {
    Schema schema = questions.known(id);
    if (schema != null) {
      return schema;
    }
    Instant giveUp = clock.instant().plus(patience);
    for (int failures = 1; ; failures++) {
      Optional<Schema> found = questions.ask(id);
      if (found.isPresent()) {
        return found.get();
      }
      pause(id, failures, giveUp);
    }
  }

  private void pause(int id, int failures, Instant giveUp) {
    Duration pause = PAUSE.after(failures);
    if (clock.instant().plus(pause).isAfter(giveUp)) {
      throw new SchemaPendingException(id, questions.waitingFor());
    }
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemaPendingException(id, "interrupted while waiting: " + questions.waitingFor());
    }
  }

  /**
   * Like {@link #find}, but waits only while the registry gives no answer. An id that it does not
   * know is asked for again by {@link #askAgain}; many new ones are not even asked for once here.
   *
   * @throws BrokenRecordException if the registry does not know the id for good, or it is not an
   *     Avro schema
   * @throws SchemaPendingException if the registry has denied the id so far, or gave no answer
   *     within the patience
   */
  public Schema findUnlessDenied(int id) {
    Schema schema = questions.known(id);
    if (schema != null) {
      return schema;
    }
    questions.requireNoVerdict(id);
    if (denied.mustWait(id)) {
      throw new SchemaPendingException(id, "the schema registry does not know id " + id, true);
    }
    Instant giveUp = clock.instant().plus(patience);
    for (int failures = 1; ; failures++) {
      Optional<Schema> found = questions.ask(id);
      if (found.isPresent()) {
        return found.get();
      }
      if (questions.isDenied(id)) {
        denied.add(id);
        throw new SchemaPendingException(id, questions.waitingFor(), true);
      }
      pause(id, failures, giveUp);
    }
  }

  /**
   * Like {@link #findUnlessDenied}, but waits for nothing: an id without an answer is asked for
   * again by {@link #askAgain}, and while the registry is silent no other id is asked for here.
   *
   * @throws BrokenRecordException if the registry does not know the id for good, or it is not an
   *     Avro schema
   * @throws SchemaPendingException if the registry has given no schema so far
   */
  public Schema findNow(int id) {
    Schema schema = questions.known(id);
    if (schema != null) {
      return schema;
    }
    questions.requireNoVerdict(id);
    boolean ask = !denied.mustWait(id) && !questions.isSilent();
    if (ask) {
      Optional<Schema> found = questions.ask(id);
      if (found.isPresent()) {
        return found.get();
      }
    }
    boolean answered = questions.isDenied(id);
    if (ask && answered) {
      denied.add(id);
    } else {
      denied.askLater(id);
    }
    throw new SchemaPendingException(
        id, "the schema registry has not given schema id " + id + " yet", answered);
  }

  /**
   * Asks once for every id that {@link #findUnlessDenied} or {@link #findNow} could not give, and
   * every 2 s for 50 of those that count as unknown. Call this again and again; a second thread
   * that calls it meanwhile asks nothing.
   */
  public void askAgain() {
    if (asking.tryLock()) {
      try {
        askAgainForAll();
        Instant now = clock.instant();
        if (Duration.between(unknownAsked, now).abs().compareTo(UNKNOWN_AGAIN) >= 0) {
          unknownAsked = now;
          questions.askForUnknown(UNKNOWN_AT_ONCE);
        }
      } finally {
        asking.unlock();
      }
    }
  }

  /** How many ids {@link #askAgain} asks for. */
  int openQuestions() {
    return denied.size();
  }

  private void askAgainForAll() {
    denied.each(
        id -> {
          try {
            if (questions.ask(id).isPresent()) {
              denied.remove(id);
              return true;
            }
            return questions.isDenied(id); // else the registry gives no answer
          } catch (BrokenRecordException e) { // each of its records is logged
            denied.remove(id);
            return true;
          }
        });
  }

  /** Waits until {@link #find} has an answer for the id: its schema, or a broken record. */
  public void await(int id) throws InterruptedException {
    LOG.warn("waiting: {}", questions.waitingFor());
    try {
      for (int failures = 1; questions.ask(id).isEmpty(); failures++) {
        Thread.sleep(PAUSE.after(failures).toMillis());
      }
      LOG.info("schema id {} is known now: going on", id);
    } catch (BrokenRecordException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /** What this waits for, as a message; empty if it does not wait. */
  public Optional<String> waitingFor() {
    return Optional.ofNullable(questions.waitingFor());
  }
}
