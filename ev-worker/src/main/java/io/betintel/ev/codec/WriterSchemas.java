package io.betintel.ev.codec;

import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.ops.RetryPause;
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

  /** How registries deny an id: the schema, or for some the subject, is not found. */
  private static final Set<Integer> DENIED = Set.of(40403, 40401);

  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(50), Duration.ofSeconds(1));

  /** Many ids that are denied in a row ask for our subject once. */
  private static final Duration SUBJECT_HOLDS = Duration.ofMillis(500);

  /** How long {@link #findNow} asks no question after the registry gave no answer. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final int MOST_VERDICTS = 100_000;
  private static final Duration VERDICT_HOLDS = Duration.ofMinutes(5);
  private static final String REMEDY =
      "write the value with a schema of " + Topics.ODDS_EVENTS_SUBJECT;

  private final SchemaRegistryClient registry;
  private final Clock clock;
  private final Duration denialNeeded;
  private final Duration patience;
  private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
  private final Map<Integer, Denials> denials = new ConcurrentHashMap<>();
  private final Map<Integer, Verdict> verdicts = new ConcurrentHashMap<>();
  private final DeniedSchemas denied;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Instant silentUntil = Instant.EPOCH;
  private volatile Instant ourSubjectSeen = Instant.EPOCH;
  private volatile String waitingFor;

  /**
   * @param denialNeeded how long the registry must deny an id before it counts as unknown
   * @param patience how long {@link #find} waits before it returns control
   */
  public WriterSchemas(
      SchemaRegistryClient registry, Clock clock, Duration denialNeeded, Duration patience) {
    this.registry = registry;
    this.clock = clock;
    this.denialNeeded = denialNeeded;
    this.patience = patience;
    this.denied = new DeniedSchemas(clock);
  }

  /**
   * These schemas and no registry, for records that never leave the process. No other id may be
   * asked for.
   */
  static WriterSchemas only(Map<Integer, Schema> schemas) {
    WriterSchemas only = new WriterSchemas(null, Clock.systemUTC(), Duration.ZERO, Duration.ZERO);
    only.known.putAll(schemas);
    return only;
  }

  /**
   * The schema of an id.
   *
   * @throws BrokenRecordException if the registry does not know the id, or it is not an Avro schema
   * @throws SchemaPendingException if the registry gave no answer within the patience
   */
  public Schema find(int id) {
    Schema schema = known.get(id);
    if (schema != null) {
      return schema;
    }
    Instant giveUp = clock.instant().plus(patience);
    for (int failures = 1; ; failures++) {
      Optional<Schema> found = attempt(id);
      if (found.isPresent()) {
        return found.get();
      }
      pause(id, failures, giveUp);
    }
  }

  private void pause(int id, int failures, Instant giveUp) {
    Duration pause = PAUSE.after(failures);
    if (clock.instant().plus(pause).isAfter(giveUp)) {
      throw new SchemaPendingException(id, waitingFor);
    }
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemaPendingException(id, "interrupted while waiting: " + waitingFor);
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
    Schema schema = known.get(id);
    if (schema != null) {
      return schema;
    }
    requireNoVerdict(id);
    if (denied.mustWait(id)) {
      throw new SchemaPendingException(id, "the schema registry does not know id " + id, true);
    }
    Instant giveUp = clock.instant().plus(patience);
    for (int failures = 1; ; failures++) {
      Optional<Schema> found = attempt(id);
      if (found.isPresent()) {
        return found.get();
      }
      if (denials.containsKey(id)) {
        denied.add(id);
        throw new SchemaPendingException(id, waitingFor, true);
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
    Schema schema = known.get(id);
    if (schema != null) {
      return schema;
    }
    requireNoVerdict(id);
    boolean ask = !denied.mustWait(id) && !clock.instant().isBefore(silentUntil);
    if (ask) {
      Optional<Schema> found = attempt(id);
      if (found.isPresent()) {
        return found.get();
      }
    }
    boolean answered = denials.containsKey(id);
    if (ask && answered) {
      denied.add(id);
    } else {
      denied.askLater(id);
    }
    throw new SchemaPendingException(
        id, "the schema registry has not given schema id " + id + " yet", answered);
  }

  /**
   * Asks once for every id that {@link #findUnlessDenied} or {@link #findNow} could not give. Call
   * this again and again; a second thread that calls it meanwhile asks nothing.
   */
  public void askAgain() {
    if (asking.tryLock()) {
      try {
        askAgainForAll();
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
            if (attempt(id).isPresent()) {
              denied.remove(id);
              return true;
            }
            return denials.containsKey(id); // else the registry gives no answer
          } catch (BrokenRecordException e) { // each of its records is logged
            denied.remove(id);
            return true;
          }
        });
  }

  /** Waits until {@link #find} has an answer for the id: its schema, or a broken record. */
  public void await(int id) throws InterruptedException {
    LOG.warn("waiting: {}", waitingFor);
    try {
      for (int failures = 1; attempt(id).isEmpty(); failures++) {
        Thread.sleep(PAUSE.after(failures).toMillis());
      }
      LOG.info("schema id {} is known now: going on", id);
    } catch (BrokenRecordException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /** What this waits for, as a message; empty if it does not wait. */
  public Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  private void requireNoVerdict(int id) {
    Verdict verdict = verdicts.get(id);
    if (verdict != null && clock.instant().isBefore(verdict.until())) {
      throw new BrokenRecordException(verdict.reason(), verdict.message());
    }
  }

  private Optional<Schema> attempt(int id) {
    requireNoVerdict(id);
    try {
      Schema schema = avro(id, registry.getSchemaById(id));
      known.put(id, schema);
      denials.remove(id);
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
      waitingFor = "the schema registry cannot be reached for id " + id + ": " + e;
    } catch (BrokenRecordException e) {
      throw e;
    } catch (RuntimeException e) {
      // The client answers this for text that it cannot parse: another type, or not a schema.
      denials.remove(id);
      if (knowsOurSubject()) {
        throw broken(id, Reason.WRONG_SCHEMA, "schema id " + id + " is not Avro: " + REMEDY);
      }
    }
    return Optional.empty();
  }

  /** Only an unbroken row of denials counts. */
  private void silent(int id) {
    denials.remove(id);
    silentUntil = clock.instant().plus(SILENCE);
  }

  private void denied(int id) {
    if (!knowsOurSubject()) {
      silent(id);
      return;
    }
    silentUntil = Instant.EPOCH;
    Instant now = clock.instant();
    Denials row =
        denials.compute(
            id, (i, before) -> before == null ? new Denials(now, now) : before.and(now));
    if (row.lasted().compareTo(denialNeeded) >= 0) {
      denials.remove(id);
      throw broken(
          id,
          Reason.UNKNOWN_SCHEMA,
          "schema id " + id + " is not in the registry: register the producer's schema there");
    }
    waitingFor = "the schema registry does not know id " + id + ", since " + row.since();
  }

  private boolean knowsOurSubject() {
    String why;
    Instant now = clock.instant();
    if (now.isBefore(ourSubjectSeen.plus(SUBJECT_HOLDS)) && !now.isBefore(ourSubjectSeen)) {
      return true;
    }
    try {
      // The client caches the latest version for a minute, but never the list of versions.
      if (!registry.getAllVersions(Topics.ODDS_EVENTS_SUBJECT).isEmpty()) {
        ourSubjectSeen = now;
        return true;
      }
      why = "it has no version";
    } catch (IOException | RestClientException e) {
      why = e.getMessage();
    }
    waitingFor =
        "the schema registry does not know our subject "
            + Topics.ODDS_EVENTS_SUBJECT
            + " either: is EV_SCHEMA_REGISTRY_URL right, has `ev-worker schemas` run? "
            + why;
    return false;
  }

  /** Cached for a while, so that a flood of such records is not a flood of requests. */
  private BrokenRecordException broken(int id, Reason reason, String message) {
    if (verdicts.size() >= MOST_VERDICTS) {
      verdicts.clear(); // each is found again
    }
    verdicts.put(id, new Verdict(clock.instant().plus(VERDICT_HOLDS), reason, message));
    waitingFor = null;
    return new BrokenRecordException(reason, message);
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

  private record Verdict(Instant until, Reason reason, String message) {}

  /** A series of denials. A denial long after the last one begins a new series. */
  private record Denials(Instant since, Instant last) {
    private static final Duration LONGEST_GAP = Duration.ofSeconds(30);

    Denials and(Instant now) {
      boolean unbroken = Duration.between(last, now).compareTo(LONGEST_GAP) <= 0;
      return new Denials(unbroken ? since : now, now);
    }

    Duration lasted() {
      return Duration.between(since, last);
    }
  }
}
